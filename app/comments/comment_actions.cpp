#include "comment_actions.h"

#include "../background/background.h"
#include "../frames/frame_list_view.h"
#include "../main_window/actions.h"
#include "../main_window/frame_pane.h"
#include "../session/capture_session.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "comment_dialog.h"

#include <store/comments.h>
#include <store/frame_reader.h>

#include <QAction>

#include <utility>

namespace tapscope {
namespace {

using Texts = std::vector<std::string>;
using OwnComments = std::vector<std::pair<FrameNumber, Texts>>;

/// The comments in the file, for those frames that can be read.
OwnComments readComments(const std::shared_ptr<const FrameStore>& store, const std::vector<FrameNumber>& frames) {
    FrameReader reader(store);
    OwnComments all;
    for (const FrameNumber frame : frames) {
        if (auto comments = reader.comments(frame))
            all.emplace_back(frame, std::move(*comments));
    }
    return all;
}

CommentChange changeOf(const std::shared_ptr<const CaptureNotes>& notes, FrameNumber frame) {
    if (!notes)
        return {};
    const auto found = notes->frames.find(frame);
    return found == notes->frames.end() ? CommentChange{} : found->second;
}

} // namespace

CommentActions::CommentActions(const Actions& a, FramePane& pane, CaptureSession& session, QObject* parent)
    : QObject(parent), pane_(pane), session_(session) {
    connect(a.addComment, &QAction::triggered, this, &CommentActions::add);
    connect(a.editComments, &QAction::triggered, this, &CommentActions::edit);
    connect(a.deleteComments, &QAction::triggered, this, &CommentActions::remove);
    connect(a.fileComments, &QAction::triggered, this, &CommentActions::editFile);
    const auto update = [this, onFrames = QList<QAction*>{a.addComment, a.editComments, a.deleteComments},
                         onFile = a.fileComments] {
        for (QAction* action : onFrames)
            action->setEnabled(pane_.currentFrame() != 0);
        onFile->setEnabled(session_.store() != nullptr);
    };
    connect(pane_.list(), &FrameListView::currentChanged, this, update);
    connect(&pane_.list()->model(), &FrameListModel::reset, this, update);
    connect(&pane_.list()->model(), &FrameListModel::countChanged, this, update);
    connect(&session_, &CaptureSession::storeChanged, this, update);
    update();
}

void CommentActions::change(const std::shared_ptr<const FrameStore>& of,
                            const std::function<void(CaptureNotes&)>& how) {
    if (of != session_.store())
        return;
    auto notes = std::make_shared<CaptureNotes>(session_.notes() ? *session_.notes() : CaptureNotes{});
    how(*notes);
    std::erase_if(notes->frames, [](const auto& each) { return each.second == CommentChange{}; });
    session_.setNotes(std::move(notes));
}

void CommentActions::changeFrame(const std::shared_ptr<const FrameStore>& of, FrameNumber frame,
                                 const CommentChange& change) {
    this->change(of, [&](CaptureNotes& notes) { notes.frames[frame] = change; });
}

void CommentActions::add() {
    const auto frames = pane_.list()->selectedNumbers();
    constexpr std::size_t most = 10'000; // each of them is a block that is rewritten
    if (frames.empty() || frames.size() > most) {
        emit failed(frames.empty() ? tr("Select the frames to comment on first")
                                   : tr("A comment can be added to at most %L1 frames at once").arg(most));
        return;
    }
    auto* dialog = new CommentDialog(
        frames.size() == 1 ? tr("Comment on frame %L1").arg(frames.front())
                           : tr("Comment on %L1 frame(s)", nullptr, pluralOf(frames.size())).arg(frames.size()),
        pane_.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, frames, store = session_.store()] {
        const Texts added = dialog->comments();
        if (added.empty())
            return;
        change(store, [&](CaptureNotes& notes) {
            for (const FrameNumber frame : frames)
                notes.frames[frame].comments.push_back(added.front());
        });
    });
    dialog->open();
}

void CommentActions::edit() {
    const FrameNumber frame = pane_.currentFrame();
    if (frame == 0)
        return;
    inBackground(
        this, [store = session_.store(), frame] { return FrameReader(store).comments(frame); },
        [this, frame, store = session_.store()](const Result<Texts>& own) {
            if (!own)
                return emit failed(plainText(own.error().text()));
            auto* dialog = new CommentDialog(tr("Comments on frame %L1").arg(frame),
                                             changedComments(*own, changeOf(session_.notes(), frame)), pane_.window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, this, [this, dialog, frame, store, own = *own] {
                changeFrame(store, frame, commentChange(own, dialog->comments()));
            });
            dialog->open();
        },
        session_.fileWork());
}

void CommentActions::remove() {
    inBackground(
        this,
        [store = session_.store(), frames = pane_.list()->selectedNumbers()] { return readComments(store, frames); },
        [this, store = session_.store()](const OwnComments& read) {
            change(store, [&](CaptureNotes& notes) {
                for (const auto& [frame, own] : read)
                    notes.frames[frame] = commentChange(own, {});
            });
        },
        session_.fileWork());
}

void CommentActions::editFile() {
    inBackground(
        this, [store = session_.store()] { return fileComments(*store); },
        [this, store = session_.store()](const Result<Texts>& own) {
            if (!own)
                return emit failed(plainText(own.error().text()));
            auto* dialog = new CommentDialog(
                tr("Comments on the file"),
                changedComments(*own, session_.notes() ? session_.notes()->file : CommentChange{}), pane_.window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, this, [this, dialog, store, own = *own] {
                change(store, [&](CaptureNotes& notes) { notes.file = commentChange(own, dialog->comments()); });
            });
            dialog->open();
        },
        session_.fileWork());
}

} // namespace tapscope
