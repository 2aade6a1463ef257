#include <decode/key_table.h>

#include <QTest>

#include <algorithm>
#include <vector>

using namespace tapscope;

class KeyTableTest : public QObject {
    Q_OBJECT

private slots:
    void findsWhatWasPutThere_data() {
        QTest::addColumn<quint32>("key");
        QTest::addRow("the first") << 0U;
        QTest::addRow("a port") << 53U;
        QTest::addRow("the end of a page") << 255U;
        QTest::addRow("the start of the next") << 256U;
        QTest::addRow("an Ethertype") << 0x86ddU;
        QTest::addRow("the last of 16 bits") << 0xffffU;
        QTest::addRow("beyond 16 bits") << 0x10000U;
        QTest::addRow("the last of all") << 0xffff'ffffU;
    }
    void findsWhatWasPutThere() {
        QFETCH(quint32, key);
        KeyTable table;
        QCOMPARE(table.find(key), noProtocol);
        table[key] = 7;
        QCOMPARE(table.find(key), ProtocolId{7});
        QCOMPARE(table.find(key - 1), noProtocol);
        QCOMPARE(table.find(key + 1), noProtocol);
        QCOMPARE(table.find(key ^ 0x8000), noProtocol);
    }

    void aKeyThatIsAskedForAgainKeepsItsProtocol() {
        KeyTable table;
        table[80] = 1;
        table[443] = 2;
        QCOMPARE(table[80], ProtocolId{1});
        QCOMPARE(table[81], noProtocol);
        QCOMPARE(table.find(443), ProtocolId{2});
    }

    void visitsTheProtocolOfEachKey() {
        KeyTable table;
        table[0x20000] = 3;
        table[443] = 2;
        table[80] = 1;
        table[81] = 1;
        std::vector<ProtocolId> visited;
        table.visitProtocols([&](ProtocolId id) { visited.push_back(id); });
        std::ranges::sort(visited);
        QCOMPARE(visited, (std::vector<ProtocolId>{1, 1, 2, 3}));
    }
};

QTEST_APPLESS_MAIN(KeyTableTest)
#include "key_table_test.moc"
