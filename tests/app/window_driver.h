#pragma once

#include "open_capture.h"
#include "whole_answers.h"

#include <app/devices/device_list_model.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/session/recordings.h>
#include <app/settings_form/checked_line.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <support/commands.h>

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

namespace tapscope::test {

/// A main window for the devices of the test's namespace, and functions that operate it.
class WindowDriver {
protected:
    Translations english_{QLocale(QLocale::English)}; ///< whatever the system's language
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    std::unique_ptr<Places> places_;
    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;

    template <typename Widget>
    Widget* find(const char* name) {
        auto* found = window_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    QLineEdit* editor(const char* name) { return find<CheckedLine>(name)->line(); }
    QDialog* dialog() {
        if (!QTest::qWaitFor([] { return QApplication::activeModalWidget() != nullptr; }, patience))
            qFatal("no dialog came");
        return qobject_cast<QDialog*>(QApplication::activeModalWidget());
    }
    /// Triggers an action by one of its keys, or by its name.
    void trigger(const char* keysOrName) {
        QAction* meant = nullptr;
        // Start and stop share a key, and one of them is enabled. A file may still be opening.
        QTRY_VERIFY2((meant = enabledAction(keysOrName)) != nullptr, keysOrName);
        meant->trigger();
    }
    QAction* enabledAction(const char* keysOrName) {
        for (QAction* action : window_->findChildren<QAction*>()) {
            const bool isMeant = action->objectName() == QLatin1String(keysOrName) ||
                                 action->shortcuts().contains(QKeySequence(QString::fromLatin1(keysOrName)));
            if (isMeant && action->isEnabled())
                return action;
        }
        return nullptr;
    }
    void type(QLineEdit* line, const QString& text) {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    /// Opens "New device…" and fills in its fields.
    QDialog* fillDialog(const QString& name) {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        QTest::keyClicks(form->findChild<QLineEdit*>("name"), name);
        QTest::keyClicks(form->findChild<QLineEdit*>("addresses"), "10.9.0.1/24");
        return form;
    }
    /// Creates the dialog's device, and waits until the window shows it.
    void create() {
        QDialog* form = dialog();
        const QString name = form->findChild<QLineEdit*>("name")->text();
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr); // it stays open if the device was refused
        if (!name.isEmpty())
            QTRY_COMPARE(current(), name);
    }
    void createTap(const QString& name) {
        fillDialog(name);
        create();
        QTRY_VERIFY(!ipDevice(name).isEmpty());
    }
    /// Creates a TAP and captures on it.
    void captureOn(const QString& name) {
        createTap(name);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(carriesFrames(name));
    }
    /// Whether a line of the log contains this text.
    bool logged(const QString& text) {
        return !find<QTreeWidget>("log")->findItems(text, Qt::MatchContains, 2).isEmpty();
    }
    /// The selected device.
    QString current() { return find<QListView>("deviceList")->currentIndex().data().toString(); }
    FrameListView* list() { return find<FrameListView>("frameList"); }
    quint64 frames() { return window_->session().store() ? window_->session().store()->count() : 0; }

    void prepare() {
        QStandardPaths::setTestModeEnabled(true);
        std::filesystem::remove_all(recordingsFolder());
        QSettings().clear();
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
    }
    void openWindow(const HelperProgram& helper = HelperProgram::ofThisProgram()) {
        places_ = std::make_unique<Places>(helper);
        window_ = std::make_unique<MainWindow>(*plugins_, *theme_, *places_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        list()->model().setPatience(testPatience);
    }
    /// Opens a capture of tests/captures, or another file by its path, wholly.
    void open(const QString& capture) { openCapture(*window_, capture); }
    void closeWindow() {
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        window_->session().discard();
        window_.reset();
        places_.reset();
        for (const char* kind : {"tun", "veth"}) {
            for (const auto& device : ip({"link", "show", "type", kind}))
                run("ip", {"link", "delete", device.toObject().value("ifname").toString()});
        }
    }
};

} // namespace tapscope::test
