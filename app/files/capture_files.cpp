#include "capture_files.h"

#include "../frames/frame_list_view.h"
#include "../main_window/actions.h"
#include "../session/capture_session.h"
#include "../session/recordings.h"
#include "save_dialog.h"

#include <QAction>
#include <QFileDialog>
#include <QMessageBox>

#include <utility>

namespace tapscope {
namespace {

FrameChoice chosenFrames(const SaveDialog& dialog, const CaptureSession& session, const FrameListModel& model,
                         const FrameListView& list) {
    using Which = SaveDialog::Which;
    FrameChoice choice{.store = session.store(), .numbers = {}, .all = dialog.which() == Which::All};
    switch (dialog.which()) {
    case Which::All:
        break;
    case Which::Displayed:
        choice.numbers.reserve(model.count());
        for (quint64 row = 0; row < model.count(); ++row)
            choice.numbers.push_back(model.number(row));
        break;
    case Which::Selected:
        choice.numbers = list.selectedNumbers();
        break;
    case Which::Marked:
        choice.numbers = model.marked();
        break;
    case Which::Range:
        for (auto [number, last] = dialog.range(); number <= last; ++number)
            choice.numbers.push_back(number);
        break;
    }
    return choice;
}

} // namespace

CaptureFiles::CaptureFiles(QWidget& window, CaptureSession& session, const FrameListModel& model,
                           const FrameListView& list, const PluginHost& plugins)
    : QObject(&window), window_(window), session_(session), model_(model), list_(list), plugins_(plugins) {
    connect(&session_, &CaptureSession::saved, this, &CaptureFiles::used);
    // Queued: the session has finished what it does at its end when the next thing begins.
    connect(
        &session_, &CaptureSession::stateChanged, this,
        [this] {
            if (session_.state() == CaptureSession::State::Idle && onceIdle_)
                std::exchange(onceIdle_, {})();
        },
        Qt::QueuedConnection);
}

void CaptureFiles::connectActions(const Actions& actions) {
    connect(actions.open, &QAction::triggered, this, &CaptureFiles::askOpen);
    connect(actions.save, &QAction::triggered, this, [this] { askSave({}); });
    connect(actions.discard, &QAction::triggered, this, [this] { leave([this] { session_.discard(); }); });
    const auto update = [this, save = actions.save, discard = actions.discard] {
        save->setEnabled(model_.total() > 0);
        discard->setEnabled(session_.store() != nullptr);
    };
    connect(&session_, &CaptureSession::stateChanged, this, update);
    connect(&session_, &CaptureSession::storeChanged, this, update);
    connect(&session_, &CaptureSession::countChanged, this, update);
    update();
}

void CaptureFiles::askOpen() {
    const QString path = QFileDialog::getOpenFileName(&window_, tr("Open a capture"), {},
                                                      tr("Captures (*.pcap *.pcapng *.cap *.dmp);;All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void CaptureFiles::open(const QString& path) {
    leave([this, path] {
        if (path != QLatin1String("-") && !isRecording(path))
            emit used(path);
        session_.open(path);
    });
}

void CaptureFiles::askSave(const std::function<void()>& then) {
    const SaveDialog::Counts counts{model_.total(), model_.count(), list_.selection().count(), model_.marked().size()};
    auto* dialog = new SaveDialog(plugins_.exporters(), counts, &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, then] {
        const auto choice = chosenFrames(*dialog, session_, model_, list_);
        session_.save(dialog->exporter(), choice, dialog->settings(), dialog->path(), [this, then] {
            if (then && !session_.hasUnsavedFrames())
                then();
        });
    });
    dialog->open();
}

void CaptureFiles::whenIdle(const std::function<void()>& then) {
    if (session_.state() == CaptureSession::State::Idle) {
        then();
        return;
    }
    onceIdle_ = then;
    session_.stop();
}

void CaptureFiles::leave(const std::function<void()>& then) {
    if (!session_.hasUnsavedFrames()) {
        whenIdle(then);
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Save the capture?"),
                                     tr("The %L1 captured frames are not saved.").arg(session_.store()->count()),
                                     QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &window_);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Save);
    connect(question, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Discard)
            whenIdle(then);
        else if (answer == QMessageBox::Save)
            whenIdle([this, then] { askSave(then); });
    });
    question->open();
}

} // namespace tapscope
