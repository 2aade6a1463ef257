#include <support/commands.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;

namespace {

QByteArrayList linesOf(const QByteArray& text) {
    return text.trimmed().split('\n');
}

/// A script for tshark, which prints a line for each of these filters: its number, and the frames that it passes or why
/// it is refused. One tshark for each filter would spend its time on starting.
QByteArray scriptFor(const QByteArrayList& filters) {
    QByteArray script = R"(
local function watch(number, filter)
    local is_valid, tap = pcall(Listener.new, nil, filter)
    if not is_valid then
        print(number .. "\t" .. tostring(tap))
        return
    end
    local frames = {}
    function tap.packet(pinfo) table.insert(frames, pinfo.number) end
    function tap.draw() print(number .. "\t" .. table.concat(frames, ",")) end
end
)";
    for (qsizetype number = 0; number < filters.size(); ++number)
        script += "watch(" + QByteArray::number(number) + ", [==[" + filters[number] + "]==])\n";
    return script;
}

} // namespace

/// Checks the results in the table of filters with the installed tshark.
class FilterWitnessTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QFile table(TAPSCOPE_SOURCE_DIR "/tests/unit/filter/filters.tsv");
        QVERIFY(table.open(QIODevice::ReadOnly));
        table_ = linesOf(table.readAll());
        QByteArrayList filters;
        for (const QByteArray& row : table_)
            filters << row.split('\t').front();

        const QTemporaryDir folder;
        QFile script(folder.filePath("filters.lua"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(scriptFor(filters));
        script.close();
        const auto said = test::run("tshark", {"-n", "-q", "-r", TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng",
                                               "-X", "lua_script:" + script.fileName()});
        QVERIFY2(said.status == 0, said.err);
        for (const QByteArray& line : linesOf(said.out)) {
            const auto columns = line.split('\t');
            passed_[columns[0].toLongLong()] = columns.value(1);
        }
        QCOMPARE(passed_.size(), table_.size());
    }

    void tsharkPassesTheFramesOfTheTable_data() {
        QTest::addColumn<qsizetype>("number");
        QTest::addColumn<QByteArray>("frames");
        for (qsizetype number = 0; number < table_.size(); ++number) {
            const auto columns = table_[number].split('\t');
            QTest::newRow(columns[0]) << number << columns.value(1);
        }
    }
    void tsharkPassesTheFramesOfTheTable() {
        QFETCH(const qsizetype, number);
        QFETCH(const QByteArray, frames);
        QCOMPARE(passed_.value(number), frames);
    }

private:
    QByteArrayList table_;
    QMap<qsizetype, QByteArray> passed_; // by row
};

QTEST_GUILESS_MAIN(FilterWitnessTest)
#include "filter_witness_test.moc"
