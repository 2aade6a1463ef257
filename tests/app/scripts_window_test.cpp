#include "open_capture.h"
#include "whole_answers.h"

#include <app/filter/filter_bar.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <app/place/places.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace tapscope;

/// A user writes a decoder in Lua while the window shows a capture of its protocol.
class ScriptsWindowTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)};
    std::unique_ptr<Theme> theme_;
    Places places_{HelperProgram::ofThisProgram()};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<PluginHost> plugins_;
    std::unique_ptr<MainWindow> window_;

    template <typename Widget>
    Widget* find(const char* name) {
        auto* found = window_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }
    QString cell(quint64 row, int column) {
        return find<FrameListView>("frameList")->model().row(row).texts[static_cast<std::size_t>(column)];
    }
    quint64 shown() { return find<FrameListView>("frameList")->model().count(); }
    bool isInLog(const QString& text) {
        return !find<QTreeWidget>("log")->findItems(text, Qt::MatchContains, 2).isEmpty();
    }
    void trigger(const char* name) {
        auto* action = window_->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(action != nullptr, name);
        action->trigger();
    }
    /// Writes as an editor does: a new file replaces the old one.
    void write(const QByteArray& text) {
        QFile file(folder_->filePath("new"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QFile::remove(folder_->filePath("gauge.lua"));
        QVERIFY(file.rename(folder_->filePath("gauge.lua")));
    }
    static QByteArray gauge() {
        QFile file(TAPSCOPE_SOURCE_DIR "/docs/examples/gauge.lua");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        theme_ = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        folder_ = std::make_unique<QTemporaryDir>();
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR},
                                                ScriptPlaces{.folders = {folder_->path()}, .files = {}});
        window_ = std::make_unique<MainWindow>(*plugins_, *theme_, places_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        find<FrameListView>("frameList")->model().setPatience(test::testPatience);
        test::openCapture(*window_, "script-gauge.pcap");
        QCOMPARE(shown(), quint64{5});
        find<FrameListView>("frameList")->setCurrentRow(1);
    }
    void cleanup() {
        window_.reset();
        plugins_.reset();
    }

    void aScriptThatAppearsIsUsedAtOnce() {
        QCOMPARE(cell(1, FrameListModel::Protocol), QString("UDP"));
        auto* tree = find<QTreeView>("fieldTree");
        const int layers = tree->model()->rowCount();
        write(gauge());
        QTRY_COMPARE(cell(1, FrameListModel::Protocol), QString("GAUGE"));
        QCOMPARE(cell(1, FrameListModel::Info), QString("reading from roof, seq=2, -3.25 °C"));
        // The gauge's layer replaces the data; bytes that the script does not decode are shown below it.
        QCOMPARE(tree->model()->index(layers - 1, 0).data().toString(), QString("Gauge Protocol, reading of roof"));
        QVERIFY(isInLog("Scripts decode gauge"));
    }

    void aChangedScriptIsReadAnew() {
        write(gauge());
        QTRY_COMPARE(cell(1, FrameListModel::Protocol), QString("GAUGE"));
        write(gauge().replace("%s from %s, seq", "%s by %s, seq"));
        QTRY_COMPARE(cell(1, FrameListModel::Info), QString("reading by roof, seq=2, -3.25 °C"));
        trigger("reloadScripts");
        QTRY_COMPARE(find<QTreeWidget>("log")->findItems("Scripts decode gauge", Qt::MatchContains, 2).size(), 3);
        QCOMPARE(cell(1, FrameListModel::Info), QString("reading by roof, seq=2, -3.25 °C"));
    }

    void anAppliedFilterFollowsTheScript() {
        write(gauge());
        QTRY_COMPARE(cell(1, FrameListModel::Protocol), QString("GAUGE"));
        window_->applyFilter("gauge.kind == \"reading\"");
        QTRY_COMPARE(shown(), quint64{3});
        write(gauge()
                  .replace("[3] = \"goodbye\"", "[3] = \"goodbye\", [4] = \"x\"")
                  .replace("mask = 0x0f", "mask = 0x01"));
        QTRY_COMPARE(shown(), quint64{4}); // 3 is odd, too
        write(gauge().replace("gauge.kind", "gauge.sort"));
        QTRY_COMPARE(shown(), quint64{5});
        QVERIFY(isInLog("The filter gauge.kind == \"reading\" is no longer valid"));
        QVERIFY(!find<FilterBar>("filterBar")->problem().isEmpty());
    }

    void problemsOfAScriptAreInTheLogAndInThePluginsDialog() {
        write("protocol {");
        QTRY_VERIFY(isInLog("gauge.lua is left out: gauge.lua:1:"));
        QCOMPARE(cell(1, FrameListModel::Protocol), QString("UDP"));
        write(gauge().replace("local name = ", "local name = nothing.there or "));
        // The error occurs while rows are painted.
        QTRY_VERIFY(isInLog("attempt to index a nil value (global 'nothing')"));
        trigger("plugins");
        auto* plugins = find<QTreeWidget>("plugins");
        const auto rows = plugins->findItems("gauge.lua", Qt::MatchExactly, 0);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.front()->text(2), QString("refused"));
        QVERIFY2(rows.front()->text(5).startsWith("gauge.lua:36: attempt to index"), qPrintable(rows.front()->text(5)));
        window_->findChild<QDialog*>()->close();
        write(gauge());
        QTRY_COMPARE(cell(1, FrameListModel::Protocol), QString("GAUGE"));
    }
};

QTEST_MAIN(ScriptsWindowTest)
#include "scripts_window_test.moc"
