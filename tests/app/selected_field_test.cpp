#include "window_driver.h"

#include <app/detail/field_tree_model.h>
#include <app/names/name_keeper.h>
#include <support/private_network.h>

#include <QFile>
#include <QFileInfo>
#include <QTreeView>

using namespace tapscope;
using namespace tapscope::test;

/// A selected field, while the frame that it belongs to is decoded anew.
class SelectedFieldTest : public QObject, private WindowDriver {
    Q_OBJECT

    static constexpr quint64 frame = 5, otherFrame = 1;

    QTreeView* tree() { return find<QTreeView>("fieldTree"); }
    QString selected() { return qobject_cast<FieldTreeModel*>(tree()->model())->fieldName(tree()->currentIndex()); }
    QModelIndex fieldOf(const QString& name) {
        return tree()
            ->model()
            ->match(tree()->model()->index(0, 0), Qt::ToolTipRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    static void writeHosts() {
        const QString path = QString::fromStdString(NameKeeper::userHostsFile().string());
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("10.9.0.1 client.example\n10.9.0.2 server.example\n");
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        openWindow();
    }
    void cleanup() {
        closeWindow();
        std::filesystem::remove(NameKeeper::userHostsFile());
    }

    void staysSelected_data() {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("isAtOnce");
        for (const bool isAtOnce : {true, false}) {
            const QByteArray how = isAtOnce ? "" : ", decoded later";
            QTest::newRow("another frame is ignored" + how) << QByteArray("ignore") << isAtOnce;
            QTest::newRow("names come" + how) << QByteArray("names/hosts") << isAtOnce;
        }
    }
    void staysSelected() {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, isAtOnce);
        writeHosts();
        open("stream-tcp.pcap");
        if (action == "ignore") { // it is decoded again while the field is selected
            list()->setCurrentRow(otherFrame - 1);
            trigger("ignore");
            QTRY_VERIFY(window_->isSettled());
        }
        list()->setCurrentRow(frame - 1);
        tree()->expandAll();
        tree()->setCurrentIndex(fieldOf("tcp.window_size_value"));
        QCOMPARE(selected(), QString("tcp.window_size_value"));
        if (!isAtOnce)
            list()->model().setPatience(std::chrono::milliseconds(0));
        const QString before = tree()->model()->index(2, 0).data().toString();
        trigger(action == "ignore" ? "unignoreAll" : "names/hosts");
        QTRY_VERIFY(window_->isSettled());
        QTRY_COMPARE(selected(), QString("tcp.window_size_value"));
        QTRY_VERIFY(enabledAction("streamGraph") != nullptr);
        QTRY_VERIFY(enabledAction("followStream") != nullptr);
        QVERIFY(enabledAction("applyAsColumn") != nullptr);
        if (action != "ignore")
            QTRY_VERIFY(tree()->model()->index(2, 0).data().toString() != before); // the name is there
    }

    /// What is only known when the whole file is read comes to the frame, though a field of it is selected before.
    void factsThatComeLaterAreShown() {
        window_->openFile(TAPSCOPE_SOURCE_DIR "/tests/captures/stream-tcp.pcap");
        QTRY_VERIFY(list()->model().count() >= frame);
        list()->setCurrentRow(frame - 1);
        tree()->setCurrentIndex(fieldOf("tcp.seq_raw"));
        QCOMPARE(selected(), QString("tcp.seq_raw"));
        QTRY_VERIFY(window_->isSettled());
        QVERIFY(fieldOf("tcp.stream").isValid());
        QCOMPARE(selected(), QString("tcp.seq_raw"));
        QVERIFY(enabledAction("streamGraph") != nullptr);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    SelectedFieldTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "selected_field_test.moc"
