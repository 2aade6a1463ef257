#include "dialog_actions.h"

#include "../capture/ports_dialog.h"
#include "../files/file_text.h"
#include "../files/import_dialog.h"
#include "../files/merge_dialog.h"
#include "../files/properties_dialog.h"
#include "../files/time_shift_dialog.h"
#include "../frames/frame_list_model.h"
#include "../frames/frame_list_view.h"
#include "../frames/list_header.h"
#include "../help/about_dialog.h"
#include "../help/help_window.h"
#include "../help/shortcuts_dialog.h"
#include "../objects/objects_dialog.h"
#include "../plugins/plugins_dialog.h"
#include "../preferences/preferences_dialog.h"
#include "../print/print_dialog.h"
#include "../session/capture_session.h"
#include "../session/current_capture.h"
#include "actions.h"
#include "frame_pane.h"
#include "messages.h"

#include <QAction>
#include <QFontDatabase>
#include <QMainWindow>
#include <QMenuBar>

namespace tapscope {
namespace {

/// The dialog is destroyed when it is closed.
void open(QDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

DialogActions::DialogActions(const Actions& a, const Parts& parts, QMainWindow& window)
    : QObject(&window), parts_(parts), window_(window) {
    connect(a.merge, &QAction::triggered, this, [this] {
        const auto shown = parts_.session.file();
        mergeFiles(shown.empty() ? std::vector<std::filesystem::path>{} : std::vector{shown});
    });
    connect(a.exportObjects, &QAction::triggered, this, &DialogActions::showObjects);
    connect(a.print, &QAction::triggered, this, &DialogActions::showPrint);
    connect(a.timeShift, &QAction::triggered, this, &DialogActions::showTimeShift);
    connect(a.import, &QAction::triggered, this, &DialogActions::importDump);
    connect(a.preferences, &QAction::triggered, this, &DialogActions::showPreferences);
    connect(a.properties, &QAction::triggered, this, &DialogActions::showProperties);
    connect(a.manual, &QAction::triggered, this, &DialogActions::showManual);
    connect(a.ports, &QAction::triggered, this, &DialogActions::showPorts);
    connect(a.shortcuts, &QAction::triggered, this, &DialogActions::showKeys);
    connect(a.plugins, &QAction::triggered, this, [this, reload = a.reloadScripts] {
        auto* dialog = new PluginsDialog(parts_.plugins, pluginTroubles_, parts_.theme, &window_);
        connect(dialog, &PluginsDialog::scriptInstalled, reload, &QAction::trigger);
        connect(&parts_.capture, &CurrentCapture::changed, dialog, &PluginsDialog::updateScripts);
        open(dialog);
    });
    connect(a.about, &QAction::triggered, this, &DialogActions::showAbout);
    const auto update = [this, actions = QList{a.properties, a.exportObjects, a.print, a.timeShift}] {
        for (QAction* action : actions)
            action->setEnabled(parts_.session.store() != nullptr);
    };
    connect(&parts_.session, &CaptureSession::storeChanged, this, update);
    update();
    const auto updatePorts = [this, ports = a.ports] { ports->setEnabled(!parts_.session.portsOfCapture().empty()); };
    connect(&parts_.session, &CaptureSession::stateChanged, this, updatePorts);
    connect(&parts_.session, &CaptureSession::storeChanged, this, updatePorts);
    updatePorts();
}

void DialogActions::showProperties() {
    CaptureSession& session = parts_.session;
    PropertiesDialog::Counts counts{.displayed = parts_.frames.count(), .dropped = {}, .file = {}};
    if (!session.file().empty())
        counts.file = shownPath(session.file());
    if (!session.request().devices.empty()) {
        const auto drops = session.status().drops;
        counts.dropped = drops.system + drops.interface;
    }
    auto* dialog = new PropertiesDialog(parts_.capture.shown(), counts, &window_);
    connect(dialog, &PropertiesDialog::frameAsked, this, &DialogActions::frameAsked);
    open(dialog);
}

void DialogActions::showPreferences() {
    ListHeader* header = parts_.pane.list()->header();
    auto* dialog = new PreferencesDialog(parts_.theme, *header, parts_.frames.registry(), &window_);
    connect(dialog, &PreferencesDialog::columnsChosen, header, &ListHeader::changeColumns);
    open(dialog);
}

void DialogActions::showPorts() {
    if (!ports_) {
        ports_ = new PortsDialog(parts_.session, parts_.theme, &window_);
        ports_->setAttribute(Qt::WA_DeleteOnClose);
    }
    ports_->show(); // not modal, so that the capture can be controlled
    ports_->raise();
    ports_->activateWindow();
}

void DialogActions::showKeys() {
    auto* dialog = new ShortcutsDialog(*window_.menuBar(), &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(); // not modal: the window can be used meanwhile
}

void DialogActions::showManual() {
    auto* manual = new HelpWindow(&window_);
    manual->setAttribute(Qt::WA_DeleteOnClose);
    manual->show(); // not modal, either
}

void DialogActions::importDump() {
    auto* dialog = new ImportDialog(&window_);
    connect(dialog, &ImportDialog::imported, this, &DialogActions::openAsked);
    open(dialog);
}

void DialogActions::mergeFiles(const std::vector<std::filesystem::path>& files) {
    auto* dialog = new MergeDialog(files, &window_);
    connect(dialog, &MergeDialog::merged, this, &DialogActions::openAsked);
    connect(dialog, &MergeDialog::noted, &parts_.messages, &Messages::fail);
    dialog->open();
}

void DialogActions::showTimeShift() {
    const auto store = parts_.capture.shown().store;
    if (parts_.session.isGrowing() || store->parts().size() != 1 || store->count() == 0) {
        parts_.messages.fail(
            tr("Times can be shifted only in a finished capture in a single file: stop or save the capture first"));
        return;
    }
    auto* dialog = new TimeShiftDialog(store, parts_.pane.currentFrame(), &window_);
    connect(dialog, &TimeShiftDialog::shifted, this, &DialogActions::openAsked);
    connect(dialog, &TimeShiftDialog::noted, &parts_.messages, &Messages::fail);
    dialog->open();
}

void DialogActions::showObjects() {
    auto* dialog = new ObjectsDialog(parts_.capture.shown(), &window_);
    connect(dialog, &ObjectsDialog::frameAsked, this, &DialogActions::frameAsked);
    dialog->open();
}

void DialogActions::showPrint() {
    const FrameListView& list = *parts_.pane.list();
    const FrameListModel& model = parts_.frames;
    const auto file = parts_.session.file();
    FramePrint common{.title = file.empty() ? tr("Capture") : shownName(file), .recipe = model.recipe(), .frames = {}};
    for (const int section : list.header()->shownSections()) {
        common.columns.push_back(section);
        common.columnTitles << list.header()->titleOf(section);
    }
    constexpr qreal size = 7.5; // points: 100 characters in a line of A4
    common.font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    common.font.setPointSizeF(size);
    auto* dialog = new PrintDialog({.common = std::move(common),
                                    .displayed = model.count(),
                                    .selected = list.selection().count(),
                                    .marked = model.marked().size(),
                                    .frames =
                                        [&list, &model](PrintDialog::Which which) {
                                            return which == PrintDialog::Which::Displayed  ? model.displayed()
                                                   : which == PrintDialog::Which::Selected ? list.selectedNumbers()
                                                                                           : model.marked();
                                        },
                                    .fileName = file.empty() ? tr("capture") : fileText(file.stem())},
                                   parts_.session.fileWork(), &window_);
    dialog->open();
}

void DialogActions::addPluginTrouble(const QString& plugin, const QString& text) {
    pluginTroubles_.insert(plugin, text);
    parts_.messages.fail(text);
}

void DialogActions::showAbout() {
    auto* about = new AboutDialog(&window_);
    connect(about, &AboutDialog::manualAsked, this, &DialogActions::showManual);
    open(about);
}

} // namespace tapscope
