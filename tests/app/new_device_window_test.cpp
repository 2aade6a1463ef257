#include "window_driver.h"

#include <app/devices/namespace_box.h>
#include <support/private_network.h>

#include <QAbstractButton>
#include <QRadioButton>

using namespace tapscope;
using namespace tapscope::test;

/// The dialog that creates a device; iproute2 shows the results.
class NewDeviceWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void createsAPersistentTapAndShowsIt() {
        createTap("gui0");
        QCOMPARE(ipAddresses("gui0"), QStringList{"10.9.0.1/24"});
        const auto device = ipDevice("gui0");
        QVERIFY(device.value("flags").toArray().contains("UP"));
        QVERIFY(device.value("linkinfo").toObject().value("info_data").toObject().value("persist").toBool());
        QTRY_COMPARE(editor("mtu")->text(), QString("1500"));
    }

    void refusesANameThatIsTakenInTheDialog() {
        QCOMPARE(run("ip", {"tuntap", "add", "taken0", "mode", "tap"}).status, 0);
        QTRY_COMPARE(find<QListView>("deviceList")->model()->rowCount(), 1);
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        auto* name = form->findChild<QLineEdit*>("name");
        const auto* create = form->findChild<QPushButton*>("create");
        const auto said = [](const QLineEdit* line) { return qobject_cast<CheckedLine*>(line->parent())->message(); };
        QTest::keyClicks(name, "taken0"); // told as it is typed
        QCOMPARE(said(name), QString("A device has this name already"));
        QVERIFY(!create->isEnabled());
        QTest::keyClicks(name, "1");
        QVERIFY(said(name).isEmpty() && create->isEnabled());
        auto* addresses = form->findChild<QLineEdit*>("addresses");
        QTest::keyClicks(addresses, "10.9.0.1/24, 10.9.0.1/24");
        QCOMPARE(said(addresses), QString("10.9.0.1/24 is given twice"));
        QVERIFY(!create->isEnabled());
        addresses->clear();
        auto* owner = form->findChild<QLineEdit*>("owner");
        owner->selectAll();
        QTest::keyClicks(owner, "nobody-of-this-name");
        QTRY_VERIFY2(said(owner).contains("no such user"), qPrintable(said(owner)));
        name->setText("no/slash");
        QVERIFY(!create->isEnabled());
        form->reject();
    }

    void aNameThatIsTakenMeanwhileIsRefused() {
        QDialog* form = fillDialog("taken1");
        QCOMPARE(run("ip", {"tuntap", "add", "taken1", "mode", "tap"}).status, 0);
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("a device with that name already exists"), qPrintable(refusal->text()));
        form->reject();
    }

    void aRefusalMovesNothingInTheDialog() {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        form->findChild<QRadioButton*>("veth")->click();
        QCoreApplication::processEvents();
        const auto* create = form->findChild<QPushButton*>("create");
        const QPoint before = create->mapTo(form, QPoint());
        const QSize size = form->sizeHint();
        QTest::keyClicks(form->findChild<QLineEdit*>("name"), "one0");
        QCOMPARE(form->findChild<QLabel*>("refusal")->text(), QString("Name both ends, or neither."));
        QCoreApplication::processEvents();
        QCOMPARE(create->mapTo(form, QPoint()), before);
        QCOMPARE(form->sizeHint(), size);
        form->reject();
    }

    void tellsWhyNothingCanBeCreated() {
        createTap("twice0");
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        const auto* create = form->findChild<QPushButton*>("create");
        const auto* reason = form->findChild<QLabel*>("refusal");
        auto* name = form->findChild<QLineEdit*>("name");
        QTest::keyClicks(name, "twice0");
        QVERIFY(!create->isEnabled());
        QCOMPARE(reason->text(), QString("Name: A device has this name already"));
        auto* mac = form->findChild<QLineEdit*>("mac");
        mac->setFocus();
        QTest::keyClicks(mac, "zz");
        QCOMPARE(reason->text(), QString("Name: A device has this name already")); // the first one
        QVERIFY(name->property("refused").toBool());
        form->findChild<NamespaceBox*>()->setEditText("elsewhere"); // each namespace has its own names
        QVERIFY(!name->property("refused").toBool());
        QVERIFY2(reason->text().startsWith("MAC: "), qPrintable(reason->text()));
        mac->clear();
        QVERIFY(reason->text().isEmpty() && create->isEnabled());
        form->reject();
    }

    void everyFieldOfTheNewDeviceDialogHasAMnemonic() {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        QString letters;
        for (const auto* label : form->findChildren<QLabel*>()) {
            if (label->buddy() == nullptr || label->text().isEmpty())
                continue;
            const auto at = label->text().indexOf('&');
            QVERIFY2(at >= 0, qPrintable(label->text()));
            const QChar letter = label->text()[at + 1].toLower();
            QVERIFY2(!letters.contains(letter), qPrintable(label->text()));
            letters += letter;
        }
        QVERIFY(letters.size() > 8);
        form->reject();
    }

    void leavesNothingHalfMade() {
        trigger("Ctrl+Alt+N");
        QDialog* form = dialog();
        QTest::keyClicks(form->findChild<QLineEdit*>("name"), "half0");
        QTest::keyClicks(form->findChild<QLineEdit*>("mtu"), "99999");
        QTest::mouseClick(form->findChild<QPushButton*>("create"), Qt::LeftButton);
        auto* refusal = form->findChild<QLabel*>("refusal");
        QTRY_VERIFY2(refusal->text().contains("accepts 68 to "), qPrintable(refusal->text()));
        QVERIFY(ipDevice("half0").isEmpty());
        form->reject();
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    NewDeviceWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "new_device_window_test.moc"
