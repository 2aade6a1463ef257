#include "window_driver.h"

#include <app/devices/setting_editor.h>
#include <support/private_network.h>

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

using namespace tapscope;
using namespace tapscope::test;

/// The device editor, which is made from the table of settings, with iproute2 as the witness.
class DeviceSettingsWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    static QByteArray shown(const QString& device) { return run("ip", {"-d", "address", "show", "dev", device}).out; }
    SettingEditor* editorOf(std::string_view key) {
        for (auto* each : window_->findChildren<SettingEditor*>()) {
            if (each->setting().key == key)
                return each;
        }
        return nullptr;
    }
    void open(const QString& device) {
        createTap(device);
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
        if (auto* more = find<QToolButton>("moreSettings"); !more->isChecked())
            more->click();
    }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void eachSettingOfTheKindHasAnEditorWithAName() {
        open("all0");
        for (const auto& setting : deviceSettings()) {
            auto* each = editorOf(setting.key);
            QVERIFY2(each != nullptr, setting.key.data());
            QCOMPARE(each->isVisibleTo(window_.get()), setting.has(DeviceKind::Tap));
            QVERIFY(!each->toolTip().isEmpty());
            if (setting.type == DeviceSetting::Type::Switch)
                QVERIFY(!each->findChild<QCheckBox*>()->accessibleName().isEmpty());
            else if (!setting.isList())
                QVERIFY(!each->findChild<QLineEdit*>()->accessibleName().isEmpty());
        }
        find<QToolButton>("moreSettings")->click();
        QVERIFY(!editorOf("txqueuelen")->isVisibleTo(window_.get()));
        QVERIFY(editorOf("bridge")->isVisibleTo(window_.get()));
    }

    void aTextIsApplied_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("witness");
        const auto row = [](const char* key, const char* text, const char* witness) {
            QTest::newRow(key) << QByteArray(key) << QString(text) << QByteArray(witness);
        };
        row("txqueuelen", "77", "qlen 77");
        row("alias", "of the guest", "alias of the guest");
        row("device-group", "7", "group 7");
        row("bridge", "br0", "master br0");
    }
    void aTextIsApplied() {
        QFETCH(QByteArray, key);
        QFETCH(QString, text);
        QFETCH(QByteArray, witness);
        open("set0");
        QCOMPARE(run("ip", {"link", "add", "br0", "type", "bridge"}).status, 0);
        type(editor(key.constData()), text);
        QTRY_VERIFY2(shown("set0").contains(witness), shown("set0"));
        QCOMPARE(run("ip", {"link", "delete", "br0"}).status, 0);
    }

    void aSwitchIsAppliedAndFollowsOthers() {
        open("prom0");
        QTest::mouseClick(find<QCheckBox>("promiscuous"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(shown("prom0").contains("PROMISC"));
        QTRY_VERIFY(find<QCheckBox>("promiscuous")->isChecked());
        QCOMPARE(run("ip", {"link", "set", "prom0", "promisc", "off"}).status, 0);
        QTRY_VERIFY(!find<QCheckBox>("promiscuous")->isChecked());
    }

    void aSwitchThatIsRefusedGoesBackAndSaysWhy() {
        open("head0");
        const auto held = TapDevice::open(*InterfaceName::parse("head0"));
        QVERIFY(held);
        auto* box = find<QCheckBox>("vnet-hdr");
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, 8));
        auto* message = editorOf("vnet-hdr")->findChild<QLabel*>();
        QTRY_VERIFY(message->isVisibleTo(window_.get()));
        QVERIFY2(message->text().contains("open in"), qPrintable(message->text()));
        QTRY_VERIFY(box->isEnabled() && !box->isChecked());
        QVERIFY(shown("head0").contains("vnet_hdr off"));
    }

    void anAddressWithAPeerIsRemoved() {
        open("peer0");
        QCOMPARE(run("ip", {"address", "add", "192.0.2.1", "peer", "198.51.100.7/32", "dev", "peer0"}).status, 0);
        const auto button = [&]() -> QAbstractButton* {
            for (auto* each : window_->findChildren<QAbstractButton*>("remove-address")) {
                if (each->toolTip().contains("192.0.2.1 peer 198.51.100.7/32"))
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY(button() != nullptr);
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_VERIFY2(!shown("peer0").contains("192.0.2.1"), shown("peer0"));
        QTRY_VERIFY(button() == nullptr);
    }

    void anAddressChangesItsPeerInPlace() {
        open("peer1");
        QCOMPARE(run("ip", {"address", "add", "192.0.2.1", "peer", "198.51.100.7/32", "dev", "peer1"}).status, 0);
        const auto line = [&]() -> CheckedLine* {
            for (auto* each : window_->findChildren<CheckedLine*>("address")) {
                if (each->text().startsWith("192.0.2.1"))
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY(line() != nullptr);
        type(line()->line(), "192.0.2.1 peer 198.51.100.8/32");
        QTRY_VERIFY2(shown("peer1").contains("peer 198.51.100.8/32"), shown("peer1"));
        QTRY_VERIFY2(!shown("peer1").contains("198.51.100.7"), shown("peer1"));
    }

    void anAddressIsReplacedInItsPrefix_data() {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("after");
        QTest::newRow("IPv4") << QStringList{"192.168.77.1/24"} << "192.168.77.2/24" << QStringList{"192.168.77.2/24"};
        QTest::newRow("IPv4 with secondary addresses") // which the kernel removes together with their primary
            << QStringList{"192.168.77.1/24", "192.168.77.5/24", "192.168.77.6/24"} << "192.168.77.2/24"
            << QStringList{"192.168.77.2/24", "192.168.77.5/24", "192.168.77.6/24"};
        QTest::newRow("IPv6") << QStringList{"fd77::1/64"} << "fd77::2/64" << QStringList{"fd77::2/64"};
        QTest::newRow("another prefix length")
            << QStringList{"192.168.77.1/24"} << "192.168.77.1/16" << QStringList{"192.168.77.1/16"};
    }
    void anAddressIsReplacedInItsPrefix() {
        QFETCH(QStringList, before);
        QFETCH(QString, typed);
        QFETCH(QStringList, after);
        open("repl0");
        for (const QString& each : before)
            QCOMPARE(run("ip", {"address", "add", each, "dev", "repl0"}).status, 0);
        const auto line = [&](const QString& text) -> CheckedLine* {
            for (auto* each : window_->findChildren<CheckedLine*>("address")) {
                if (each->text() == text)
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY(line(before.back()) != nullptr); // all are shown
        type(line(before.front())->line(), typed);
        const auto addresses = [] {
            QStringList all = ipAddresses("repl0");
            all.removeAll("10.9.0.1/24");
            all.sort();
            return all;
        };
        QTRY_COMPARE(addresses(), after);
        const QString said = QString("repl0: %1 was replaced by %2").arg(before.front(), typed);
        QTRY_COMPARE(find<QTreeWidget>("log")->findItems(said, Qt::MatchExactly, 2).size(), 1);
        QTRY_VERIFY(line(typed) != nullptr && line(before.front()) == nullptr);
        QCOMPARE(line(typed)->message(), QString());
    }

    void whatIsDoneIsInTheLogWithItsDate() {
        const QDateTime begin = QDateTime::currentDateTime().addSecs(-1);
        auto* log = find<QTreeWidget>("log");
        const int earlier = log->topLevelItemCount();
        const auto says = [log](const QString& text) { return !log->findItems(text, Qt::MatchExactly, 2).isEmpty(); };
        open("log0");
        QTRY_VERIFY(says("Created log0 (TAP) with 10.9.0.1/24"));
        type(editor("mtu"), "1400");
        QTRY_VERIFY(says("log0: MTU is now 1400"));
        QTest::mouseClick(find<QPushButton>("add-address"), Qt::LeftButton);
        type(window_->findChildren<CheckedLine*>("address").last()->line(), "10.8.0.1/24");
        QTRY_VERIFY(says("log0: 10.8.0.1/24 was added"));
        const auto remove = [this]() -> QAbstractButton* {
            for (auto* each : window_->findChildren<QAbstractButton*>("remove-address")) {
                if (each->toolTip().contains("10.8.0.1/24"))
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY(remove() != nullptr);
        QTest::mouseClick(remove(), Qt::LeftButton);
        QTRY_VERIFY(says("log0: 10.8.0.1/24 was removed"));
        QTest::mouseClick(find<QPushButton>("add-address"), Qt::LeftButton);
        type(window_->findChildren<CheckedLine*>("address").last()->line(), "10.7.0.1");
        QTRY_VERIFY(says("log0: 10.7.0.1 was added as 10.7.0.1/32, because it has no prefix length"));
        QTest::mouseClick(find<QCheckBox>("up"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(says("Switched log0 off"));
        type(editor("bridge"), "none-such"); // the field says why, and the log keeps it
        QTRY_VERIFY(!log->findItems("none-such", Qt::MatchContains, 2).isEmpty());
        QCOMPARE(log->findItems("none-such", Qt::MatchContains, 2).first()->text(1), QString("error"));
        QTest::keyClick(editor("bridge"), Qt::Key_Escape);
        trigger("Ctrl+E");
        QTRY_VERIFY(window_->session().isCapturing());
        QTRY_VERIFY(!log->findItems("Capture of log0 started, to /", Qt::MatchStartsWith, 2).isEmpty());
        trigger("Ctrl+E");
        QTRY_VERIFY(!log->findItems("Capture of log0 stopped: ", Qt::MatchStartsWith, 2).isEmpty());
        QTest::mouseClick(find<QPushButton>("destroy"), Qt::LeftButton);
        dialog()->findChild<QAbstractButton*>("confirmDestroy")->click();
        QTRY_VERIFY(says("Destroyed log0"));
        for (int row = earlier; row < log->topLevelItemCount(); ++row) {
            const QString text = log->topLevelItem(row)->text(0);
            const auto time = QDateTime::fromString(text, "yyyy-MM-dd hh:mm:ss");
            QVERIFY2(time.isValid() && time >= begin && time <= QDateTime::currentDateTime(), qPrintable(text));
        }
    }

    void aWrongTextStaysUntilEsc_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("MAC") << QByteArray("mac") << "01:00:5e:00:00:01" << "group address";
        QTest::newRow("owner") << QByteArray("owner") << "nobody-of-this-name" << "no such user";
        QTest::newRow("bridge") << QByteArray("bridge") << "none-such" << "no such device";
        QTest::newRow("number") << QByteArray("txqueuelen") << "many" << "not a number";
    }
    void aWrongTextStaysUntilEsc() {
        QFETCH(QByteArray, key);
        QFETCH(QString, text);
        QFETCH(QString, said);
        open("wrong0");
        const QString before = editor(key.constData())->text();
        type(editor(key.constData()), text);
        auto* field = window_->findChild<CheckedLine*>(QString::fromLatin1(key));
        QTRY_VERIFY2(field->message().contains(said), qPrintable(field->message()));
        QCOMPARE(editor(key.constData())->text(), text);
        QTest::keyClick(editor(key.constData()), Qt::Key_Escape);
        QCOMPARE(editor(key.constData())->text(), before);
        QCOMPARE(field->message(), QString());
    }

    void anotherNameIsAddedAndRemoved() {
        open("name0");
        QTest::mouseClick(find<QPushButton>("add-altname"), Qt::LeftButton);
        type(window_->findChildren<CheckedLine*>("altname").last()->line(), "guest-web-frontend-0");
        QTRY_VERIFY(shown("name0").contains("altname guest-web-frontend-0"));
        QTRY_VERIFY(find<QAbstractButton>("remove-altname")->toolTip().contains("guest-web-frontend-0"));
        QTest::mouseClick(find<QAbstractButton>("remove-altname"), Qt::LeftButton);
        QTRY_VERIFY(!shown("name0").contains("altname"));
    }

    void aBridgeIsMadeInTheDialogAndShowsWhatItHas() {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        form->findChild<QAbstractButton*>("bridge")->click();
        QVERIFY(!form->findChild<QWidget*>("owner")->isVisible());
        QVERIFY(!form->findChild<QWidget*>("keep")->isVisible());
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        QTRY_COMPARE(current(), QString("br0"));
        QTRY_VERIFY(editorOf("mtu")->isVisibleTo(window_.get()));
        QVERIFY(!editorOf("owner")->isVisibleTo(window_.get()) && !editorOf("bridge")->isVisibleTo(window_.get()));
        QCOMPARE(run("ip", {"link", "delete", "br0"}).status, 0);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    DeviceSettingsWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "device_settings_window_test.moc"
