#include "window_driver.h"

#include <app/devices/device_delegate.h>
#include <privilege/helper_control.h>
#include <support/ordinary_user.h>

#include <QAbstractButton>
#include <QJsonDocument>
#include <QListWidget>

#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

namespace {

UserScene scene;

}

/// The window of an ordinary user without any privileges: what it offers, and the whole device editor in the private
/// sandbox. iproute2, which runs in the sandbox, shows the results.
class SandboxWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    using WindowDriver::type;
    void type(const char* field, const QString& text) { type(editor(field), text); }
    void enterSandbox() {
        auto* offer = find<QPushButton>("useSandbox");
        QVERIFY(offer->isVisible());
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_COMPARE(window_->windowTitle(), QString("TapScope — private sandbox"));
        QVERIFY(!offer->isVisible());
    }
    void createTap(const QString& name, bool keep = true) {
        fillDialog(name)->findChild<QCheckBox*>("keep")->setChecked(keep);
        create();
        QTRY_COMPARE(find<CheckedLine>("mtu")->text(), QString("1500"));
    }
    Ran inside(const QStringList& words) {
        QStringList all;
        for (const auto& word :
             HelperProgram{.path = scene.helper, .sandbox = scene.sandbox}.runIn(places_->current().helper->process()))
            all << QString::fromStdString(word);
        all += words;
        return run(all.takeFirst(), all);
    }
    QJsonObject device(const QString& name) {
        const auto shown = inside({"ip", "-d", "-j", "address", "show", "dev", name});
        return QJsonDocument::fromJson(shown.out).array().first().toObject();
    }
    bool hasAddress(const QString& name, const QString& address) {
        const auto list = device(name).value("addr_info").toArray();
        return std::ranges::any_of(list, [&](const auto& each) { return each.toObject().value("local") == address; });
    }

private slots:
    void initTestCase() { prepare(); }
    void cleanupTestCase() { QDir(QString::fromStdString(scene.folder)).removeRecursively(); }
    void init() { openWindow({.path = scene.helper, .sandbox = scene.sandbox, .pkexec = "/nowhere/pkexec"}); }
    void cleanup() { closeWindow(); }

    void saysWhatWasTriedAndOffersTheSandbox() {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("Tried: as yourself; tapscope-helper: "), qPrintable(refusal->text()));
        QVERIFY(refusal->text().contains("The private sandbox needs no right"));
        form->reject();
        enterSandbox();
    }

    void theListGoesOnWhileAPasswordIsAskedFor() {
        const QString pkexec = QString::fromStdString(scene.folder) + "/pkexec";
        const QString answered = pkexec + ".answered";
        QFile script(pkexec);
        QVERIFY(script.open(QFile::WriteOnly));
        script.write("#!/bin/sh\nwhile [ ! -e \"$0.answered\" ]; do sleep 0.05; done; exit 126\n"); // dismissed
        script.close();
        QVERIFY(script.setPermissions(QFile::Permissions(0x7755)));
        closeWindow();
        openWindow({.path = scene.helper, .sandbox = scene.sandbox, .pkexec = pkexec.toStdString()});
        QDialog* form = fillDialog("asked0");
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        // Another helper creates a device meanwhile.
        const auto other = HelperConnection::start({scene.rightsHelper, "--own-devices"});
        QVERIFY2(other, other ? "" : other.error().text().c_str());
        const auto made = helperControl(*other, HelperPlace::Here)->create({}, {});
        QVERIFY2(made, made ? "" : made.error().text().c_str());
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 1);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QCOMPARE(refusal->text(), QString());
        QVERIFY(QFile(answered).open(QFile::WriteOnly));
        QTRY_VERIFY2(refusal->text().contains("the password prompt was dismissed"), qPrintable(refusal->text()));
        form->reject();
    }

    void theWholeDeviceEditorWorksInTheSandbox() {
        enterSandbox();
        createTap("box0");
        QVERIFY(hasAddress("box0", "10.9.0.1"));
        QVERIFY(ipDevice("box0").isEmpty()); // it is not visible outside
        type("mtu", "1400");
        QTRY_COMPARE(device("box0").value("mtu").toInt(), 1400);
        type("mac", "02:42:0a:09:00:07");
        QTRY_COMPARE(device("box0").value("address").toString(), QString("02:42:0a:09:00:07"));
        QTest::mouseClick(find<QPushButton>("add-address"), Qt::LeftButton);
        type(window_->findChildren<CheckedLine*>("address").last()->line(), "10.8.0.1/16");
        QTRY_VERIFY(hasAddress("box0", "10.8.0.1"));
        QTRY_VERIFY(window_->findChildren<QAbstractButton*>("remove-address").size() >= 2);
        for (auto* button : window_->findChildren<QAbstractButton*>("remove-address")) {
            if (button->toolTip().contains("10.9.0.1/24"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(!hasAddress("box0", "10.9.0.1"));
        type("owner", "root"); // a user who does not exist in the sandbox
        QTRY_VERIFY2(find<CheckedLine>("owner")->message().contains("no such user in this namespace"),
                     qPrintable(find<CheckedLine>("owner")->message()));
        const auto isPersistent = [&] {
            return device("box0").value("linkinfo").toObject().value("info_data").toObject().value("persist").toBool();
        };
        QVERIFY(isPersistent());
        QTest::mouseClick(find<QCheckBox>("persistent"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(!isPersistent());
        QVERIFY(!device("box0").isEmpty()); // the window keeps its descriptor
        auto* devices = find<QListView>("deviceList");
        const QRect row = devices->visualRect(devices->currentIndex());
        QTest::mouseClick(devices->viewport(), Qt::LeftButton, {}, DeviceDelegate::switchRect(row).center());
        QTRY_VERIFY(!device("box0").value("flags").toArray().contains("UP"));
        QTest::mouseClick(find<QPushButton>("destroy"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() != nullptr || devices->model()->rowCount() == 0);
        if (auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) // the window uses it
            QTest::mouseClick(question->buttons().last(), Qt::LeftButton);
        QTRY_COMPARE(devices->model()->rowCount(), 0);
    }

    void capturesWhatTheSandboxSends_data() {
        QTest::addColumn<std::string>("role");
        QTest::newRow("attached") << std::string(source_role::attach);
        QTest::newRow("monitored") << std::string(source_role::monitor);
    }
    void capturesWhatTheSandboxSends() {
        QFETCH(const std::string, role);
        enterSandbox();
        createTap("cap0", role == source_role::attach); // the window holds devices open that are not persistent
        window_->startCapture(
            {.devices = {{.name = "cap0", .role = role}}, .filter = "arp", .file = {}, .ring = {}, .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        inside({"ping", "-c", "1", "-W", "1", "10.9.0.2"}); // makes the host ask who has 10.9.0.2
        QTRY_VERIFY(window_->session().store() && window_->session().store()->count() >= 1);
    }

    void programsAreListedAndEndWithTheSandboxAfterAQuestion() {
        enterSandbox();
        trigger("Ctrl+Alt+R");
        QDialog* form = dialog();
        auto* command = form->findChild<QLineEdit*>("command");
        QTest::keyClicks(command, "sleep 1000");
        QTest::mouseClick(form->findChild<QPushButton*>("run"), Qt::LeftButton);
        auto* programs = form->findChild<QListWidget*>("programs");
        QTRY_VERIFY(programs->count() == 1 && programs->item(0)->text().startsWith("sleep  (pid "));
        const int process = programs->item(0)->data(Qt::UserRole).toInt();
        form->reject();
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        trigger("Ctrl+Alt+Shift+H");
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY(question != nullptr);
        QVERIFY2(question->text().contains(QStringLiteral("sleep (pid %1)").arg(process)),
                 qPrintable(question->text()));
        QTest::mouseClick(question->findChild<QPushButton*>("endSandbox"), Qt::LeftButton);
        QTRY_COMPARE(window_->windowTitle(), QString("TapScope"));
        QTRY_VERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(process)));
        QTRY_VERIFY(find<QPushButton>("useSandbox")->isVisible());
    }

    void aSandboxThatIsKilledTakesNoFrames_data() { capturesWhatTheSandboxSends_data(); }
    void aSandboxThatIsKilledTakesNoFrames() {
        QFETCH(const std::string, role);
        enterSandbox();
        createTap("cap0", role == source_role::attach);
        window_->startCapture(
            {.devices = {{.name = "cap0", .role = role}}, .filter = "arp", .file = {}, .ring = {}, .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        inside({"ping", "-c", "1", "-W", "1", "10.9.0.2"});
        QTRY_VERIFY(frames() >= 1);
        const auto kept = frames();
        kill(places_->current().helper->process(), SIGKILL);
        QDialog* form = fillDialog("next0"); // the next request
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("signal 9 ended it") || refusal->text().contains("it has ended"),
                     qPrintable(refusal->text()));
        form->reject();
        window_->session().stop();
        QTRY_VERIFY(window_->session().state() == CaptureSession::State::Idle);
        QVERIFY(frames() >= kept);
        QVERIFY(window_->session().hasUnsavedFrames());
    }

    void theDemoNeedsNoRight() {
        window_->startDemo();
        QTRY_COMPARE(window_->windowTitle(), QString("tap0[*] — TapScope — private sandbox"));
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().isCapturing(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().store()->count() > 10, 20000);
        const auto pinged = [&] {
            return inside({"ping", "-c", "1", "-W", "1", "10.9.0.2"}).out.contains("1 received");
        };
        QTRY_VERIFY_WITH_TIMEOUT(pinged(), 20000);
    }
};

int main(int argc, char** argv) {
    scene = becomeOrdinaryUser(TunNode::OpenToAll);
    QApplication application(argc, argv);
    QApplication::setOrganizationName("tapscope");
    QApplication::setApplicationName("tapscope");
    SandboxWindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "sandbox_window_test.moc"
