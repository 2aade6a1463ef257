#include <app/colouring/colouring_rules.h>

#include <QTest>

using namespace tapscope;

class ColouringRulesTest : public QObject {
    Q_OBJECT

private slots:
    void exportedRulesCanBeImported() {
        ColouringRules rules = defaultColouring();
        rules[1].isEnabled = false;
        const auto read = colouringFromText(colouringText(rules));
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->size(), rules.size());
        for (std::size_t i = 0; i < rules.size(); ++i)
            QVERIFY2((*read)[i] == rules[i], qPrintable(rules[i].name));
    }

    void readsWiresharksOwnRules() {
        const auto read = colouringFromText("# a comment\n"
                                            "@Bad TCP@tcp.analysis.flags && !tcp.analysis.window_update@[4626,10023,"
                                            "11822][63479,34695,34695]\n"
                                            "!@ARP@arp@[64250,61680,55255][4626,10023,11822]\n");
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t{2});
        QCOMPARE(read->front().filter, QString("tcp.analysis.flags && !tcp.analysis.window_update"));
        QCOMPARE(read->front().background, QColor(18, 39, 46));
        QVERIFY(!read->back().isEnabled);
    }

    void namesTheLineThatIsNoRule_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << "@ARP@arp@[1,2,3][4,5,6]\nnothing";
        QTest::newRow("a colour is missing") << "@ARP@arp@[1,2,3][4,5,6]\n@ARP@arp@[1,2,3]";
    }
    void namesTheLineThatIsNoRule() {
        QFETCH(QString, text);
        const auto read = colouringFromText(text);
        QVERIFY(!read);
        QVERIFY(read.error().text().find("line 2") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ColouringRulesTest)
#include "colouring_rules_test.moc"
