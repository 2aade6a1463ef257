#include "window_driver.h"

#include <app/wiring/wiring_scene.h>
#include <app/wiring/wiring_table_model.h>
#include <app/wiring/wiring_view.h>
#include <app/wiring/wiring_window.h>
#include <support/private_network.h>

#include <QAccessible>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>

#include <filesystem>

using namespace tapscope;
using namespace tapscope::test;

/// The window with the map, on real devices, with iproute2 as witness.
class WiringWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    static void shell(const char* line) {
        const auto done = run("sh", {"-e", "-c", line});
        QVERIFY2(done.status == 0, done.err.constData());
    }
    WiringWindow* map() { return window_->findChild<WiringWindow*>(); }
    QTableView* table() { return find<QTableView>("wiringTable"); }
    /// The row of a device, by the end of its namespace's title and by its name; invalid if it is not shown.
    QModelIndex row(const QString& area, const QString& name) {
        const auto* model = table()->model();
        for (int each = 0; each < model->rowCount(); ++each) {
            if (model->index(each, WiringTableModel::Namespace).data().toString().endsWith(area) &&
                model->index(each, WiringTableModel::Device).data().toString() == name)
                return model->index(each, 0);
        }
        return {};
    }
    QString cell(const QString& area, const QString& name, WiringTableModel::Column column) {
        const QModelIndex at = row(area, name);
        return at.isValid() ? at.siblingAtColumn(column).data().toString() : QString("not there");
    }
    void choose(const QList<QModelIndex>& rows) {
        table()->clearSelection();
        for (const QModelIndex& each : rows) {
            QVERIFY(each.isValid());
            table()->selectionModel()->select(each, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }
    static bool isPort(const QString& device) { return ipDevice(device).contains("master"); }
    void openMap() {
        trigger("wiring");
        QVERIFY(map() != nullptr && map()->isVisible());
        QTRY_VERIFY(row("", "lo").isValid());
    }

private slots:
    void initTestCase() {
        enterPrivateNamespaceNames();
        prepare();
        // The program that enters other namespaces is looked for beside this one.
        QFile::link(TAPSCOPE_BIN_DIR "/tapscope-sandbox", QApplication::applicationDirPath() + "/tapscope-sandbox");
        shell("ip netns add blue; ip link add br0 type bridge; ip -n blue tuntap add tap0 mode tap");
    }
    void init() {
        shell("ip tuntap add tap0 mode tap; ip tuntap add tap1 mode tap; ip link set tap0 up; ip link set tap1 up;"
              "ip link add here0 type veth peer name there0 netns blue; ip -n blue link set tap0 down");
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void showsTheDevicesOfAllNamespaces() {
        openMap();
        QTRY_VERIFY(row("blue", "there0").isValid());
        QCOMPARE(cell("blue", "there0", WiringTableModel::Kind), QString("vETH"));
        QVERIFY(cell("blue", "there0", WiringTableModel::Connected).startsWith("peer here0 in "));
        QVERIFY(find<WiringView>("wiringPicture")->scene()->items().size() > 5);
        QVERIFY(find<QLabel>("wiringState")->text().startsWith("Live"));
        // Changes while the map is shown.
        shell("ip -n blue link add new0 type bridge");
        QTRY_VERIFY(row("blue", "new0").isValid());
        shell("ip -n blue link delete new0");
        QTRY_VERIFY(!row("blue", "new0").isValid());
    }

    void theKeyboardGoesFromThePictureToTheTableAndBack() {
        openMap();
        map()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(map()));
        QTest::keyClick(map(), Qt::Key_T, Qt::AltModifier);
        QTRY_VERIFY(table()->hasFocus());
        QTest::keyClick(map(), Qt::Key_P, Qt::AltModifier);
        QTRY_VERIFY(find<WiringView>("wiringPicture")->hasFocus());
    }

    void theSelectedDeviceHasAGraphOfItsRates() {
        openMap();
        QTRY_VERIFY(row("", "tap0").isValid());
        auto* rates = find<QWidget>("wiringRates");
        QVERIFY(!rates->isVisible());
        choose({row("", "tap0")});
        QVERIFY(rates->isVisible());
        QTRY_COMPARE(rates->accessibleDescription(), QString("0 frames/s in, 0 frames/s out"));
        choose({row("", "tap0"), row("", "tap1")});
        QVERIFY(!rates->isVisible());
    }

    void theSelectedPortShowsItsBridgeAndTheSelectedDeviceItsRoutes() {
        shell("ip link set here0 master br0 up; ip -n blue link set there0 up; ip link set tap1 master br0;"
              "ip link set br0 up; ip address add 10.9.0.1/24 dev br0; ip route add 10.77.0.0/16 via 10.9.0.2;"
              "bridge fdb add 02:00:00:00:00:09 dev here0 master static");
        openMap();
        const auto shown = [this](const char* title) {
            for (const auto* label : map()->findChildren<QLabel*>()) {
                if (label->accessibleName() == QLatin1String(title) && label->isVisible())
                    return label->text();
            }
            return QString();
        };
        QTRY_COMPARE(cell("", "here0", WiringTableModel::PortState), QString("forwarding"));
        choose({row("", "here0")});
        QCOMPARE(shown("Bridge"), QString("br0 · forwarding"));
        QCOMPARE(shown("Learned MACs").contains("02:00:00:00:00:09"), true);
        QVERIFY2(shown("Bridge ports").contains("here0 · up · forwarding · MACs: "), qPrintable(shown("Bridge ports")));
        QVERIFY2(shown("Bridge ports").contains("tap1 · no-carrier · disabled"), qPrintable(shown("Bridge ports")));
        choose({row("", "br0")});
        QVERIFY2(shown("Routes").contains("10.9.0.0/24\n10.77.0.0/16 via 10.9.0.2"), qPrintable(shown("Routes")));
        QCOMPARE(shown("Bridge"), QString());
        choose({row("", "tap0")});
        QCOMPARE(shown("Bridge ports"), QString());
        shell("ip address flush dev br0; ip link set br0 down");
    }

    void holdsNoNamespaceWhileItIsHidden() {
        const auto sockets = [] {
            qsizetype count = 0;
            for (const auto& each : std::filesystem::directory_iterator("/proc/self/fd")) {
                std::error_code gone;
                count += std::filesystem::read_symlink(each.path(), gone).native().starts_with("net:[") ||
                         std::filesystem::read_symlink(each.path(), gone).native().starts_with("socket:[");
            }
            return count;
        };
        QTRY_VERIFY(find<QListView>("deviceList")->model()->rowCount() > 0); // the main window has its own by then
        const auto before = sockets();
        openMap();
        QTRY_VERIFY(row("blue", "there0").isValid());
        QVERIFY(sockets() >= before + 4); // two in each namespace
        map()->close();
        QTRY_VERIFY(sockets() <= before);
        trigger("wiring");
        QTRY_VERIFY(sockets() >= before + 4);
    }

    void putsAWireBetweenTwo() {
        openMap();
        QTRY_VERIFY(row("", "tap0").isValid() && row("", "tap1").isValid());
        choose({row("", "tap0")});
        QVERIFY(enabledAction("mapWire") == nullptr);
        choose({row("", "tap0"), row("", "tap1")});
        trigger("mapWire");
        QTRY_VERIFY(window_->session().isCapturing());
        QCOMPARE(window_->session().ports().size(), 2U);
        const auto* scene = qobject_cast<WiringScene*>(find<WiringView>("wiringPicture")->scene());
        QTRY_COMPARE(scene->wires().size(), 1U);
        const auto& [one, other] = *scene->wires().begin();
        QVERIFY(one.index != other.index);
        window_->session().stop();
        QTRY_VERIFY(scene->wires().empty());
    }

    void switchesPutsIntoABridgeAndTakesOut() {
        openMap();
        QTRY_VERIFY(row("", "tap1").isValid());
        choose({row("", "tap1")});
        trigger("mapSwitchOff");
        QTRY_COMPARE(cell("", "tap1", WiringTableModel::State), QString("switched off"));
        trigger("mapSwitchOn");
        QTRY_COMPARE(cell("", "tap1", WiringTableModel::State), QString("up, no program has it open"));
        QMenu* bridges = enabledAction("mapAddToBridge")->menu();
        emit bridges->aboutToShow();
        QCOMPARE(bridges->actions().size(), 3); // br0, a separator, and a new bridge
        bridges->actions().first()->trigger();
        QTRY_COMPARE(cell("", "tap1", WiringTableModel::Connected), QString("port of br0"));
        QVERIFY(isPort("tap1"));
        trigger("mapTakeOut");
        QTRY_VERIFY(!isPort("tap1"));
    }

    void changesADeviceOfAnotherNamespace() {
        openMap();
        QTRY_VERIFY(row("blue", "tap0").isValid());
        choose({row("blue", "tap0")});
        QCOMPARE(map()->selected(), QStringList{"blue/tap0"});
        QVERIFY(enabledAction("mapShowInList") == nullptr);
        trigger("mapSwitchOn");
        QTRY_COMPARE(cell("blue", "tap0", WiringTableModel::State), QString("up, no program has it open"));
    }

    void capturesSeveralAtOnce() {
        openMap();
        QTRY_VERIFY(row("blue", "tap0").isValid() && row("", "tap0").isValid());
        choose({row("", "tap0"), row("blue", "tap0"), row("", "br0")});
        trigger("mapCapture");
        QTRY_VERIFY(window_->session().isCapturing());
        QStringList names = window_->session().request().names();
        names.sort();
        QCOMPARE(names, (QStringList{"blue/tap0", "br0", "tap0"}));
        QTRY_COMPARE(cell("blue", "tap0", WiringTableModel::Processes), QString("TapScope (this window)"));
    }

    void opensWhileACaptureRuns() {
        window_->startCapture({.devices = {{.name = "tap0", .role = std::string(source_role::attach)}},
                               .file = {},
                               .ring = {},
                               .stop = {}});
        QTRY_VERIFY(window_->session().isCapturing());
        openMap();
        QTRY_COMPARE(cell("", "tap0", WiringTableModel::Processes), QString("TapScope (this window)"));
    }

    void destroysAfterTheQuestion() {
        shell("ip tuntap add gone0 mode tap");
        openMap();
        QTRY_VERIFY(row("", "gone0").isValid());
        choose({row("", "gone0")});
        trigger("mapDestroy");
        dialog()->reject();
        QVERIFY(!ipDevice("gone0").isEmpty());
        trigger("mapDestroy");
        QTest::mouseClick(dialog()->findChild<QPushButton*>("confirmDestroy"), Qt::LeftButton);
        QTRY_VERIFY(ipDevice("gone0").isEmpty());
        QTRY_VERIFY(!row("", "gone0").isValid());
    }

    void aClickInThePictureSelectsInTheTableAndShowsProperties() {
        openMap();
        QTRY_VERIFY(row("", "tap1").isValid());
        auto* view = find<WiringView>("wiringPicture");
        auto* scene = qobject_cast<WiringScene*>(view->scene());
        choose({row("", "tap1")});
        const auto keys = scene->selectedKeys();
        QCOMPARE(keys.size(), std::size_t{1});
        QCOMPARE(find<QLabel>("wiringTitle")->text(), QString("tap1"));
        table()->clearSelection();
        QVERIFY(scene->selectedKeys().empty());
        view->fit();
        const QPoint at = view->mapFromScene(scene->rectOf(*keys.begin()).center());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(map()->selected(), QStringList{"tap1"});
        QCOMPARE(find<QLabel>("wiringTitle")->text(), QString("tap1"));
        trigger("mapShowInList");
        QTRY_COMPARE(current(), QString("tap1"));
    }

    void searchLeavesTheRowsThatMatch() {
        openMap();
        QTRY_VERIFY(row("blue", "there0").isValid());
        find<QLineEdit>("wiringSearch")->setText("there0");
        QVERIFY(row("blue", "there0").isValid());
        QVERIFY(row("", "here0").isValid()); // it is the peer
        QVERIFY(!row("", "tap1").isValid());
        trigger("mapClose"); // Esc: first the search
        QVERIFY(map()->isVisible() && row("", "tap1").isValid());
        trigger("mapClose");
        QVERIFY(!map()->isVisible());
    }

    void everythingHasAName() {
        openMap();
        for (const auto* widget : map()->findChildren<QWidget*>()) {
            const auto* area = qobject_cast<const QAbstractScrollArea*>(widget->parentWidget());
            const bool isPart = area != nullptr && area->viewport() == widget; // its area has the name
            if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0 || isPart)
                continue;
            auto* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            QVERIFY(face != nullptr);
            const bool isNamed =
                !face->text(QAccessible::Name).isEmpty() || qobject_cast<const QTabWidget*>(widget) != nullptr;
            QVERIFY2(isNamed || widget->parentWidget()->inherits("QTabWidget"),
                     qPrintable(widget->objectName() + " in " + widget->parentWidget()->metaObject()->className()));
        }
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    WiringWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "wiring_window_test.moc"
