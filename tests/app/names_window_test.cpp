#include "window_driver.h"

#include <app/names/name_keeper.h>
#include <support/private_network.h>

#include <QTreeView>

using namespace tapscope;
using namespace tapscope::test;

/// Names of hosts in the list and in the fields, switched in the menu.
class NamesWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    QString source() { return list()->model().row(0).texts[FrameListModel::Source]; }
    QString fieldsText() {
        QString text;
        const auto* model = find<QTreeView>("fieldTree")->model();
        const std::function<void(const QModelIndex&)> collect = [&](const QModelIndex& parent) {
            for (int row = 0; row < model->rowCount(parent); ++row) {
                const QModelIndex at = model->index(row, 0, parent);
                text += at.data().toString() + '\n';
                collect(at);
            }
        };
        collect({});
        return text;
    }
    QAction* hosts() { return find<QAction>("names/hosts"); }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
        open("ping.pcapng");
        list()->setCurrentRow(0);
    }
    void cleanup() {
        closeWindow();
        std::filesystem::remove(NameKeeper::userHostsFile());
    }

    void hostsAreNamedInListAndFields() {
        QTRY_VERIFY(source().contains('.'));
        const QString address = source();
        const auto path = NameKeeper::userHostsFile();
        std::filesystem::create_directories(path.parent_path());
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(address.toLatin1() + " pinger.example\n");
        file.close();
        QVERIFY(!hosts()->isChecked()); // addresses are the default
        hosts()->trigger();
        QTRY_COMPARE(source(), QString("pinger.example"));
        QTRY_VERIFY2(fieldsText().contains("Source Address: pinger.example (" + address + ")"),
                     qPrintable(fieldsText()));
        window_->applyFilter("ip.src == " + address); // filters see addresses
        QTRY_COMPARE(list()->model().count(), quint64{1});
        QCOMPARE(source(), QString("pinger.example"));
        hosts()->trigger();
        QTRY_COMPARE(source(), address);
        QTRY_VERIFY(!fieldsText().contains("pinger"));
    }

    void theSwitchIsKept() {
        hosts()->trigger();
        window_.reset();
        openWindow();
        QVERIFY(hosts()->isChecked());
        QVERIFY(find<QAction>("names/makers")->isChecked());
        QVERIFY(!find<QAction>("names/services")->isChecked());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    NamesWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "names_window_test.moc"
