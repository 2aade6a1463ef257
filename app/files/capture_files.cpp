#include "capture_files.h"

#include "../background/background.h"
#include "../frames/frame_list_view.h"
#include "../main_window/actions.h"
#include "../session/capture_session.h"
#include "../session/recordings.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "choose_file.h"
#include "file_text.h"
#include "save_bytes.h"
#include "save_dialog.h"

#include <file/capture_notes.h>
#include <store/packer.h>
#include <store/secrets.h>

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QPointer>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

FrameChoice chosenFrames(const SaveDialog& dialog, const CaptureSession& session, const FrameListModel& model,
                         const FrameListView& list) {
    using Which = SaveDialog::Which;
    FrameChoice choice{.store = session.store(), .numbers = {}, .all = dialog.which() == Which::All};
    if (session.notes())
        choice.notes = *session.notes();
    switch (dialog.which()) {
    case Which::All:
        break;
    case Which::Displayed:
        choice.numbers = model.displayed();
        break;
    case Which::Selected:
        choice.numbers = list.selectedNumbers();
        break;
    case Which::Marked:
        choice.numbers = model.marked();
        break;
    case Which::Range:
        choice.numbers = framesIn(dialog.ranges());
        break;
    }
    return choice;
}

QString folderKey() {
    return QStringLiteral("saveFolder");
}

const Exporter* exporterFor(const PluginHost& plugins, const std::filesystem::path& file) {
    const auto& all = plugins.exporters();
    const auto found =
        std::ranges::find_if(all, [suffix = withoutPackedSuffix(file).extension()](const Exporter* each) {
            return suffix == "." + std::string(each->fileSuffix());
        });
    return found != all.end() ? *found : plugins.exporterFor(QStringLiteral("lossless"));
}

} // namespace

CaptureFiles::CaptureFiles(QWidget& window, CaptureSession& session, const FrameListModel& model, FrameListView& list,
                           const PluginHost& plugins)
    : QObject(&window), window_(window), session_(session), model_(model), list_(list), plugins_(plugins),
      leaving_(window, session, [this](const Leaving::SaveSteps& steps) { askSave(steps); }) {
    connect(&leaving_, &Leaving::stayed, this, &CaptureFiles::stayed);
}

void CaptureFiles::connectActions(const Actions& actions) {
    connect(actions.open, &QAction::triggered, this, &CaptureFiles::askOpen);
    connect(actions.reload, &QAction::triggered, this, &CaptureFiles::reload);
    connect(actions.exportKeys, &QAction::triggered, this, &CaptureFiles::exportKeys);
    connect(actions.save, &QAction::triggered, this, &CaptureFiles::save);
    connect(actions.saveAs, &QAction::triggered, this, qOverload<>(&CaptureFiles::askSave));
    connect(actions.discard, &QAction::triggered, this,
            [this] { leave(tr("Close the capture?"), [this] { session_.discard(); }); });
    const auto update = [this, save = actions.save, saveAs = actions.saveAs, discard = actions.discard,
                         reload = actions.reload, keys = actions.exportKeys,
                         aboutKeys = actions.exportKeys->toolTip()] {
        reload->setEnabled(canReload());
        keys->setEnabled(session_.store() && session_.store()->hasSecrets());
        keys->setToolTip(keys->isEnabled() ? aboutKeys : tr("The capture has no keys"));
        keys->setStatusTip(keys->toolTip());
        save->setEnabled(session_.hasUnsaved());
        saveAs->setEnabled(session_.store() && session_.store()->count() > 0);
        discard->setEnabled(session_.store() != nullptr);
    };
    connect(&session_, &CaptureSession::stateChanged, this, update);
    connect(&session_, &CaptureSession::storeChanged, this, update);
    connect(&session_, &CaptureSession::countChanged, this, update);
    connect(&session_, &CaptureSession::savedCountChanged, this, update);
    connect(&session_, &CaptureSession::fileGone, this, update);
    connect(&session_, &CaptureSession::notesChanged, this, update);
    update();
}

void CaptureFiles::askOpen() {
    chooseFile(&window_,
               {.title = tr("Open a capture"),
                .nameFilters = {tr("Captures (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)"), tr("All files (*)")}},
               [this](const QString& name) { open(name); });
}

bool CaptureFiles::canReload() const {
    return session_.state() == CaptureSession::State::Idle && session_.store() && !session_.file().empty() &&
           session_.request().devices.empty(); // a recording is not read again, but restarted
}

void CaptureFiles::reload() {
    if (!canReload())
        return;
    const auto path = session_.file();
    const auto row = list_.currentRow();
    open(fileText(path), tr("Reload %1?").arg(shownName(path)),
         [this, current = row ? model_.number(*row) : FrameNumber{0}] { list_.choose(current); });
}

void CaptureFiles::exportKeys() {
    const auto name = withoutPackedSuffix(session_.file()).stem();
    std::vector<std::filesystem::path> files;
    for (const auto& part : session_.store()->parts())
        files.push_back(part->path());
    askToSave(&window_,
              {.title = tr("Export TLS session keys"),
               .suggestedName = (name.empty() ? tr("capture") : fileText(name)) + QStringLiteral(".keys"),
               .nameFilters = {},
               .bytes = [files](const auto&) -> Result<QByteArray> {
                   const auto text = readSecrets(files, DecryptionSecrets::tlsKeyLog);
                   if (!text)
                       return std::unexpected(text.error());
                   return QByteArray::fromStdString(*text);
               }},
              [this](const Result<SavedBytes>& saved) {
                  if (saved)
                      emit told(saved->text());
                  else
                      emit failed(plainText(saved.error().text()));
              });
}

void CaptureFiles::open(const QString& name) {
    open(name, tr("Open %1?").arg(shownName(typedPath(name))), [] {});
}

void CaptureFiles::open(const QString& name, const QString& title, const std::function<void()>& then) {
    if (name == QLatin1String("-")) {
        leave(tr("Read standard input?"), [this] { session_.readStandardInput(); });
        return;
    }
    struct Opened {
        OpenedFile file;
        bool isConverted = false;
    };
    inBackground(
        this,
        [path = typedPath(name)]() -> Result<Opened> {
            OpenedFile file;
            if (isRecording(path)) {
                auto lock = RecordingLock::take(path);
                if (!lock)
                    return std::unexpected(lock.error());
                file.lock = *lock;
            }
            auto store = FileStore::open(path);
            if (!store)
                return std::unexpected(store.error());
            file.store = *store;
            return Opened{.file = std::move(file), .isConverted = (*store)->isConverted()};
        },
        [this, path = typedPath(name), title, then](const Result<Opened>& file) {
            if (!file) {
                const QString reason = QString::fromStdString(file.error().text());
                emit failed(reason);
                emit notOpened(path, reason);
                return;
            }
            leave(title, [this, path, then, file = file->file, isConverted = file->isConverted] {
                if (!file.lock)
                    emit used(file.store->path());
                session_.show(file);
                then();
                if (isConverted)
                    emit told(tr("%1 was converted by Wireshark (editcap)").arg(shownName(path)));
            });
        },
        session_.fileWork());
}

std::filesystem::path CaptureFiles::offeredPath() const {
    const QString folder = QSettings().value(folderKey(), QDir::homePath()).toString();
    // The name of a device in a namespace contains a slash.
    const QString device =
        session_.request().names().join(QLatin1Char('-')).replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd_hh-mm-ss"));
    const auto file = session_.file();
    if (!file.empty() && !session_.hasUnsavedFrames() && session_.hasUnsavedNotes())
        return file.parent_path() / (withoutPackedSuffix(file).stem().string() + ".pcapng");
    if (!file.empty())
        return filePath(folder) / (withoutPackedSuffix(file).stem().string() + "-part.pcapng");
    return filePath(folder) /
           filePath(QStringLiteral("%1_%2.pcapng").arg(device.isEmpty() ? tr("capture") : device, time));
}

void CaptureFiles::save() {
    const auto path = session_.file();
    const Exporter* const exporter = exporterFor(plugins_, path);
    const bool keepsNotes = exporter != nullptr && (session_.notes() == nullptr || session_.keepsNotes(*exporter));
    if (path.empty() || exporter == nullptr || !keepsNotes) {
        askSave();
        return;
    }
    FrameChoice all{.store = session_.store(), .numbers = {}, .all = true};
    if (session_.notes())
        all.notes = *session_.notes();
    session_.save(*exporter, all, {}, path, [this, path](const Result<quint64>& written) {
        if (written)
            reportSaved(*written, path);
        else
            emit failed(QString::fromStdString(written.error().text()));
    });
}

void CaptureFiles::askSave() {
    askSave({.begin = [](const auto& write) { write(); }, .end = [](const auto&) {}});
}

void CaptureFiles::askSave(const Leaving::SaveSteps& steps) {
    if (plugins_.exporters().empty()) {
        emit failed(tr("No plugin that writes files is loaded; Tools › Plugins… shows why"));
        steps.end({});
        return;
    }
    auto* dialog =
        new SaveDialog(plugins_.exporters(),
                       {.all = session_.store() ? session_.store()->count() + 1 - session_.store()->first() : 0,
                        .displayed = model_.count(),
                        .selected = list_.selection().count(),
                        .marked = model_.marked().size(),
                        .isGrowing = session_.isRecording(),
                        .path = offeredPath(),
                        .preferred = plugins_.exporterFor(QStringLiteral("lossless"))},
                       {session_.fileWork(), session_.ownFileCheck()}, &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&session_, &CaptureSession::progressed, dialog,
            [dialog](const QString&, int percent) { dialog->showProgress(percent); });
    connect(&session_, &CaptureSession::savingStalled, dialog, &SaveDialog::showProblem);
    connect(dialog, &SaveDialog::saveAsked, this, [this, steps, dialog = QPointer(dialog)] {
        steps.begin([this, dialog] {
            if (dialog)
                write(*dialog);
        });
    });
    connect(dialog, &QDialog::rejected, this, [this, steps] {
        session_.cancelSaving();
        steps.end({});
    });
    connect(dialog, &QDialog::accepted, this, [steps, dialog] { steps.end(dialog->saved()); });
    dialog->open();
}

void CaptureFiles::write(SaveDialog& dialog) {
    const auto choice = chosenFrames(dialog, session_, model_, list_);
    const bool losesNotes = session_.hasUnsavedNotes() && !session_.keepsNotes(dialog.exporter());
    const auto saved = [keepsFrames = session_.keepsFrames(dialog.exporter()), path = dialog.path()](quint64 count) {
        return keepsFrames
                   ? PartlySaved{tr("%L1 frame(s) were saved to %2.", nullptr, pluralOf(count))
                                     .arg(count)
                                     .arg(shownName(path)),
                                 count}
                   : PartlySaved{tr("%1 describes the frames, but does not contain them.").arg(shownName(path)), 0};
    };
    session_.save(
        dialog.exporter(), choice, dialog.settings(), dialog.path(),
        [this, saved, losesNotes, path = dialog.path(), dialog = QPointer(&dialog)](const Result<quint64>& written) {
            if (written) {
                reportSaved(*written, path);
                if (losesNotes)
                    emit told(tr("%1 cannot store the changed comments; save the capture as pcapng to keep them")
                                  .arg(shownName(path)));
                if (dialog)
                    dialog->finish(saved(*written));
            } else if (dialog) {
                dialog->refuse(QString::fromStdString(written.error().text()));
            }
        },
        dialog.withDepended() ? std::optional(model_.capture()) : std::nullopt);
}

void CaptureFiles::reportSaved(quint64 frames, const std::filesystem::path& path) {
    QSettings().setValue(folderKey(), fileText(path.parent_path()));
    emit used(path);
    emit told(tr("Saved %L1 frame(s) to %2", nullptr, pluralOf(frames)).arg(frames).arg(shownPath(path)));
}

} // namespace tapscope
