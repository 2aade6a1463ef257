#include <app/plugins/plugins_dialog.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <plugin/plugin.h>
#include <plugin/plugin_installation.h>
#include <plugin/plugin_switches.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace tapscope;

/// Plugins are installed, switched on and off, and shown with their settings, origin and licence.
class PluginsDialogTest : public QObject {
    Q_OBJECT

    const Translations english_{QLocale(QLocale::English)};
    QTemporaryDir folder_;
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    std::unique_ptr<PluginsDialog> dialog_;

    static QString library(const char* id) {
        return QStringLiteral(TAPSCOPE_PLUGIN_DIR "/%1.so").arg(QLatin1String(id));
    }
    static QString installed(const char* name) {
        return PluginHost::defaultFolders().front() + '/' + QLatin1String(name);
    }
    QTreeWidget* list() { return dialog_->findChild<QTreeWidget*>("plugins"); }
    QTreeWidgetItem* item(const char* id) { return list()->findItems(QLatin1String(id), Qt::MatchExactly).value(0); }
    QString parts() { return dialog_->findChild<QPlainTextEdit*>("pluginParts")->toPlainText(); }
    QString message() { return dialog_->findChild<QLabel*>("pluginMessage")->text(); }
    QMessageBox* question() { return dialog_->findChild<QMessageBox*>(); }
    PluginSwitches switches() { return PluginSwitches(folder_.filePath("switches")); }
    QString write(const char* name, const QByteArray& content) {
        QFile file(folder_.filePath(QLatin1String(name)));
        const bool isWritten = file.open(QFile::WriteOnly) && file.write(content) == content.size();
        return isWritten ? file.fileName() : QString();
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(
            QStringList{TAPSCOPE_PLUGIN_DIR}, ScriptPlaces{.folders = {PluginHost::defaultScriptFolder()}, .files = {}},
            PluginChoice{.switches = folder_.filePath("switches")});
    }
    void init() {
        QDir(PluginHost::defaultFolders().front()).removeRecursively();
        QDir(PluginHost::defaultScriptFolder()).removeRecursively();
        dialog_ = std::make_unique<PluginsDialog>(*plugins_, QMultiHash<QString, QString>(), *theme_);
        dialog_->show();
    }

    void thePluginThatIsDescribedIsSelected() {
        QVERIFY(list()->currentItem() != nullptr && list()->currentItem()->isSelected());
        QVERIFY2(parts().contains(list()->currentItem()->text(6)), qPrintable(parts()));
    }

    void originLicenceAndSettingsAreShown() {
        auto* generator = item("inject-generator");
        QVERIFY(generator != nullptr);
        QCOMPARE(generator->text(4), QString("MIT"));
        QCOMPARE(generator->text(6), library("inject-generator"));
        list()->setCurrentItem(generator);
        QVERIFY2(parts().startsWith(generator->text(5) + "\nFile: " + generator->text(6) + "\n\ninjector generator: "),
                 qPrintable(parts()));
        QVERIFY2(parts().contains("\n    rate (frames/s): "), qPrintable(parts()));
        list()->setCurrentItem(item("decode-arp"));
        QVERIFY2(parts().contains("\ndecoder arp: "), qPrintable(parts()));
    }

    void aPluginIsSwitchedOffAndOn() {
        item("decode-arp")->setCheckState(0, Qt::Unchecked);
        QVERIFY2(message().contains("will not be loaded"), qPrintable(message()));
        QCOMPARE(switches().of("decode-arp").state, PluginSwitches::State::Off);
        item("decode-arp")->setCheckState(0, Qt::Checked);
        QCOMPARE(switches().of("decode-arp").state, PluginSwitches::State::On);
    }

    void aPluginIsInstalledAfterTheUserAgreed() {
        dialog_->askToInstall(library("decode-arp"));
        QTRY_VERIFY(question() != nullptr);
        QVERIFY2(question()->informativeText().contains("Licence: MIT"), qPrintable(question()->informativeText()));
        QVERIFY(!question()->informativeText().contains("replaced"));
        QVERIFY2(question()->informativeText().contains("instead of " + library("decode-arp")),
                 qPrintable(question()->informativeText()));
        QVERIFY(!QFile::exists(installed("decode-arp.so")));
        QTest::mouseClick(question()->findChild<QPushButton*>("confirmInstall"), Qt::LeftButton);
        QTRY_VERIFY2(message().contains(installed("decode-arp.so")), qPrintable(message()));
        QVERIFY(QFile::exists(installed("decode-arp.so")));
        // The user's plugin precedes the program's own.
        const PluginHost next(PluginHost::defaultFolders());
        const auto found = std::ranges::find(next.records(), QString("decode-arp"), &PluginRecord::id);
        QVERIFY(found != next.records().end());
        QCOMPARE(found->refusal, QString());
        QCOMPARE(found->path, installed("decode-arp.so"));
    }

    void nothingIsLeftWhenTheUserRefuses() {
        dialog_->askToInstall(library("decode-arp"));
        QTRY_VERIFY(question() != nullptr);
        QTest::mouseClick(question()->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(question() == nullptr);
        const QDir plugins(PluginHost::defaultFolders().front());
        QTRY_COMPARE(plugins.entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    /// What is installed is what was examined, also if another file takes its place meanwhile.
    void theExaminedBytesAreInstalled() {
        QFile original(library("decode-arp"));
        QVERIFY(original.open(QFile::ReadOnly));
        const QByteArray content = original.readAll();
        const QString file = write("mine.so", content);
        const auto installation = PluginInstallation::prepare(file, *plugins_);
        QVERIFY2(installation, installation ? "" : installation.error().text().c_str());
        QCOMPARE(write("mine.so", "something else"), file);
        QVERIFY((*installation)->commit());
        QFile copy(installed("decode-arp.so")); // named by its id
        QVERIFY(copy.open(QFile::ReadOnly));
        QVERIFY(copy.readAll() == content);
        QVERIFY(!copy.permissions().testFlag(QFile::WriteOther));
    }

    void whatCannotBeUsedIsRefused_data() {
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("becomes");
        QTest::addColumn<QString>("said");
        QTest::newRow("no library") << QByteArray() << QByteArray() << "it is not a plugin library";
        QTest::newRow("another program's")
            << QByteArray(TAPSCOPE_PLUGIN_NAME).left(8) << QByteArray("someone/") << "another program";
        QTest::newRow("other headers") << QByteArray(TAPSCOPE_PLUGIN_CONTRACT).left(16)
                                       << QByteArray("0123456789abcdef") << "it was built for another version";
        QTest::newRow("a path as id") << QByteArray("decode-arp") << QByteArray("../../.arp")
                                      << "its id has characters";
    }
    void whatCannotBeUsedIsRefused() {
        QFETCH(const QByteArray, was);
        QFETCH(const QByteArray, becomes);
        QFETCH(const QString, said);
        QFile original(library("decode-arp"));
        QVERIFY(original.open(QFile::ReadOnly));
        QByteArray content = was.isEmpty() ? QByteArray("not a library") : original.readAll();
        if (!was.isEmpty())
            content.replace(was, becomes);
        dialog_->askToInstall(write("changed.so", content));
        QTRY_VERIFY2(message().contains(said), qPrintable(message()));
        QVERIFY(question() == nullptr);
        QCOMPARE(dialog_->findChild<QLabel*>("pluginMessage")->property("role"), QVariant("error"));
        QCOMPARE(QDir(PluginHost::defaultFolders().front()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void aScriptIsInstalled_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("state");
        QTest::newRow("whole")
            << QByteArray("protocol { id = 'mine', title = 'Mine', fields = {}, dissect = function() end }\n")
            << "It is used from now on" << "loaded";
        QTest::newRow("with a fault") << QByteArray("protocol { id = 'mine'\n") << "but left out: mine.lua:"
                                      << "refused";
    }
    void aScriptIsInstalled() {
        QFETCH(const QByteArray, script);
        QFETCH(const QString, said);
        QFETCH(const QString, state);
        const QString path = PluginHost::defaultScriptFolder() + "/mine.lua";
        connect(dialog_.get(), &PluginsDialog::scriptInstalled, dialog_.get(), [this] {
            plugins_->reloadScripts(); // as the main window does
            dialog_->updateScripts();
        });
        dialog_->askToInstall(write("mine.lua", script));
        QTRY_VERIFY(question() != nullptr);
        QTest::mouseClick(question()->findChild<QPushButton*>("confirmInstall"), Qt::LeftButton);
        QTRY_VERIFY2(message().contains(said), qPrintable(message()));
        QVERIFY2(message().contains(path), qPrintable(message()));
        QVERIFY(QFile::exists(path));
        QCOMPARE(list()->currentItem(), item("mine.lua"));
        QCOMPARE(list()->currentItem()->text(2), state);
    }

    void cleanupTestCase() {
        dialog_.reset();
        QDir(PluginHost::defaultFolders().front()).removeRecursively();
        QDir(PluginHost::defaultScriptFolder()).removeRecursively();
    }
};

QTEST_MAIN(PluginsDialogTest)
#include "plugins_dialog_test.moc"
