#include "window_driver.h"

#include <app/colouring/colouring_rules.h>
#include <app/filter/filter_bar.h>
#include <app/filter/filter_buttons.h>
#include <app/filter/kept_filters.h>
#include <app/frames/list_header.h>
#include <app/profiles/profile_menu.h>
#include <app/profiles/profiles.h>
#include <app/profiles/wireshark_profile.h>
#include <support/private_network.h>

#include <QMenu>
#include <QSignalSpy>
#include <QToolBar>
#include <QToolButton>

using namespace tapscope;
using namespace tapscope::test;

/// Profiles, their filter buttons, and the import of Wireshark's profiles.
class ProfilesTest : public QObject, private WindowDriver {
    Q_OBJECT

    QTemporaryDir wireshark_;

    void write(const char* name, const QByteArray& text) {
        QFile file(wireshark_.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    ListHeader* header() { return list()->header(); }
    QStringList titles() {
        QStringList all;
        for (const int section : header()->shownSections())
            all << header()->titleOf(section);
        return all;
    }
    QStringList filterButtons() {
        QStringList all;
        for (const QAction* each : find<QToolBar>("mainBar")->actions()) {
            if (each->objectName() == "filterButton")
                all << each->text();
        }
        return all;
    }
    QAction* filterButton(const QString& label) {
        for (QAction* each : find<QToolBar>("mainBar")->actions()) {
            if (each->objectName() == "filterButton" && each->text() == label)
                return each;
        }
        return nullptr;
    }
    void chooseOf(QMenu* menu, const QString& entry) {
        QVERIFY(menu != nullptr);
        emit menu->aboutToShow();
        for (QAction* each : menu->actions()) {
            if (each->objectName() == entry || QString(each->text()).remove('&') == entry) {
                QVERIFY2(each->isEnabled(), qPrintable(entry));
                each->trigger();
                return;
            }
        }
        QFAIL(qPrintable(entry));
    }
    void chooseProfile(const QString& entry) { chooseOf(find<ProfileMenu>("profileMenu"), entry); }
    void nameProfile(const QString& name) {
        dialog()->findChild<QLineEdit*>("profileName")->setText(name);
        QTest::mouseClick(dialog()->findChild<QPushButton*>("acceptProfile"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }
    void keepButton(const QString& label, const QString& filter) {
        find<FilterBar>("filterBar")->setText(filter);
        find<QAction>("addFilterButton")->trigger();
        QTest::keyClicks(dialog()->findChild<QLineEdit*>("buttonLabel"), label);
        QTest::mouseClick(dialog()->findChild<QPushButton*>("keepButton"), Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        QSettings().clear();
        QDir folder(Profiles::usualFolder());
        folder.removeRecursively();
        openWindow();
    }
    void cleanup() {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog*>(each) != nullptr)
                each->close();
        }
        closeWindow();
    }

    void aFilterBecomesAButton() {
        QVERIFY(!find<QAction>("addFilterButton")->isEnabled()); // there is no filter
        find<FilterBar>("filterBar")->setText("tcp.nothing");
        QVERIFY(!find<QAction>("addFilterButton")->isEnabled());
        keepButton("Names & <b>", "dns");
        keepButton("Web", "http");
        QCOMPARE(filterButtons(), (QStringList{"Names && <b>", "Web"}));
        find<FilterBar>("filterBar")->apply("");
        filterButton("Web")->trigger();
        QCOMPARE(find<FilterBar>("filterBar")->text(), QString("http"));
        closeWindow();
        openWindow();
        QCOMPARE(filterButtons(), (QStringList{"Names && <b>", "Web"}));
        QWidget* const web = find<QToolBar>("mainBar")->widgetForAction(filterButton("Web"));
        emit web->customContextMenuRequested({});
        auto* menu = find<QToolBar>("mainBar")->findChild<QMenu*>("filterButtonMenu");
        chooseOf(menu, "Move left");
        menu->close();
        QCOMPARE(filterButtons(), (QStringList{"Web", "Names && <b>"}));
        QTRY_VERIFY(find<QToolBar>("mainBar")->findChild<QMenu*>("filterButtonMenu") == nullptr);
        emit find<QToolBar>("mainBar")->widgetForAction(filterButton("Web"))->customContextMenuRequested({});
        menu = find<QToolBar>("mainBar")->findChild<QMenu*>("filterButtonMenu");
        chooseOf(menu, "Remove");
        menu->close();
        QCOMPARE(filterButtons(), QStringList{"Names && <b>"});
    }

    void profilesAreKeptApart() {
        keepButton("Web", "http");
        chooseProfile("newProfile");
        QVERIFY(!dialog()->findChild<QPushButton*>("acceptProfile")->isEnabled());
        dialog()->findChild<QLineEdit*>("profileName")->setText("../out");
        QVERIFY(!dialog()->findChild<QPushButton*>("acceptProfile")->isEnabled());
        nameProfile("Voice");
        QCOMPARE(find<QToolButton>("profile")->text(), QString("Profile: Voice"));
        QCOMPARE(filterButtons(), QStringList{});
        keepButton("Calls", "sip");
        ListColumns columns = defaultColumns();
        columns.insert(columns.begin(), ListColumn{.field = "ip.ttl"});
        header()->setColumns(columns);
        emit header() -> columnsChanged();
        QCOMPARE(titles().first(), QString("Time to Live"));
        chooseProfile("Default");
        QCOMPARE(filterButtons(), QStringList{"Web"});
        QCOMPARE(titles().first(), QString("No."));
        chooseProfile("Voice");
        QCOMPARE(filterButtons(), QStringList{"Calls"});
        QCOMPARE(titles().first(), QString("Time to Live"));
        closeWindow(); // it is used again
        openWindow();
        QCOMPARE(find<QToolButton>("profile")->text(), QString("Profile: Voice"));
        QCOMPARE(titles().first(), QString("Time to Live"));
        chooseProfile("copyProfile");
        nameProfile("Voice 2");
        QCOMPARE(filterButtons(), QStringList{"Calls"});
        chooseProfile("renameProfile");
        nameProfile("Video");
        QCOMPARE(Profiles().names(), (QStringList{"Default", "Video", "Voice"}));
        QCOMPARE(titles().first(), QString("Time to Live"));
        chooseProfile("deleteProfile");
        QTRY_VERIFY(QApplication::activeModalWidget() != nullptr);
        QApplication::activeModalWidget()->findChild<QPushButton*>("confirmDeletion")->click();
        QTRY_COMPARE(find<QToolButton>("profile")->text(), QString("Profile: Default"));
        QCOMPARE(Profiles().names(), (QStringList{"Default", "Voice"}));
        QCOMPARE(filterButtons(), QStringList{"Web"});
    }

    void wrongNamesAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", ".", "..", ".hidden", "a/b", "a\\b", "default", " x", "tab\there"})
            QTest::newRow(name) << QString(name);
        QTest::newRow("long") << QString(65, 'x');
    }
    void wrongNamesAreRefused() {
        QFETCH(QString, name);
        Profiles profiles;
        QVERIFY(!profiles.problem(name).isEmpty());
        QVERIFY(!profiles.create(name));
        QVERIFY(!profiles.copy(name));
        QCOMPARE(profiles.current(), QString("Default"));
    }

    void theDefaultProfileStays() {
        Profiles profiles;
        QVERIFY(!profiles.rename("Other"));
        QVERIFY(!profiles.remove());
        QVERIFY(!profiles.choose("Missing"));
        QCOMPARE(profiles.names(), QStringList{"Default"});
    }

    void aProfileOfWiresharkIsTakenOver() {
        write("preferences", "# Wireshark's\n"
                             "gui.layout_type: 2\n"
                             "gui.column.format: \n"
                             "\t\"No.\", \"%m\",\n"
                             "\t\"When\", \"%Yt\",\n"
                             "\t\"Again\", \"%t\",\n"
                             "\t\"Hops\", \"%Cus:ip.ttl:0:R\",\n"
                             "\t\"Port\", \"%uS\",\n"
                             "\t\"Second\", \"%Cus:tcp.port:2:R\",\n"
                             "\t\"Gone\", \"%Cus:no.such:0:R\",\n"
                             "\t\"Rate\", \"%x\",\n"
                             "\t\"Length\", \"%L\",\n"
                             "\t\"Info\", \"%i\"\n"
                             "gui.column.hidden: %L\n");
        write("colorfilters", "# comment\n@Names@dns@[65535,0,0][0,0,0]\n!@Off@tcp@[1,2,3][4,5,6]\n"
                              "@Unknown@no.such.field@[0,0,0][0,0,0]\n");
        write("dfilters", "\"A \\\"quoted\\\" name\" ip.addr == 10.0.0.1\n\"Broken\" ip.addr ==\n");
        write("dfilter_buttons", "# This file\n\"TRUE\",\"Web\",\"http\",\"all of \\x22it\\x22\"\n"
                                 "\"FALSE\",\"Off\",\"dns\",\"\"\n\"TRUE\",\"Broken\",\"no.such.field\",\"\"\n");
        write("decode_as_entries", "decode_as_entry: tcp.port,80,HTTP,NONE\n");
        const auto read = readWiresharkProfile(QDir(wireshark_.path()), plugins_->decoders());
        QVERIFY(read);
        QVERIFY(read->columns && read->colouring);
        const auto& columns = *read->columns;
        QCOMPARE(columns[0], ListColumn{.kind = FrameRow::Number});
        QCOMPARE(columns[1], (ListColumn{.kind = FrameRow::Time, .title = "When"}));
        QCOMPARE(columns[2], (ListColumn{.field = "ip.ttl", .title = "Hops"}));
        QCOMPARE(columns[3], (ListColumn{.field = "tcp.srcport || udp.srcport", .title = "Port"}));
        QCOMPARE(columns[4], (ListColumn{.field = "tcp.port", .title = "Second"}));
        QCOMPARE(columns[5], (ListColumn{.kind = FrameRow::Length, .visibility = ListColumn::Visibility::Hidden}));
        QCOMPARE(columns[6], ListColumn{.kind = FrameRow::Info});
        QCOMPARE(read->colouring->size(), std::size_t{3});
        QVERIFY(read->colouring->at(0).isEnabled && !read->colouring->at(1).isEnabled);
        QVERIFY(!read->colouring->at(2).isEnabled);
        QCOMPARE(read->bookmarks.size(), std::size_t{1});
        QCOMPARE(read->bookmarks[0].name, QString("A \"quoted\" name"));
        QCOMPARE(read->buttons,
                 std::vector<FilterButton>({{.label = "Web", .filter = "http", .comment = "all of \"it\""}}));
        const QString left = read->left.join('\n'); // everything that is not imported is listed
        for (const char* word : {"Again", "Second", "Gone", "Rate", "1 other preferences", "Unknown", "Broken", "Off",
                                 "decode_as_entries"})
            QVERIFY2(left.contains(word), word);

        QVERIFY(!readWiresharkProfile(QDir(QDir(wireshark_.path()).filePath("none")), plugins_->decoders()));
        find<ProfileMenu>("profileMenu")->importFrom(wireshark_.path());
        QTRY_VERIFY(window_->findChild<QMessageBox*>("importSummary") != nullptr);
        QVERIFY(find<QMessageBox>("importSummary")->informativeText().contains("Gone"));
        find<QMessageBox>("importSummary")->close();
        QCOMPARE(titles(), (QStringList{"No.", "When", "Hops", "Port", "Second", "Info"}));
        QCOMPARE(filterButtons(), QStringList{"Web"});
        Profiles profiles;
        QVERIFY(profiles.current() != "Default");
        QCOMPARE(storedColouring(profiles.settings()).at(0).name, QString("Names"));
        QCOMPARE(KeptFilters("fieldFilter", &profiles).bookmarks().size(), std::size_t{1});
    }

    void whatIsNoProfileIsTakenAsSuch_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QByteArray bytes;
        for (int i = 0; i < 5000; ++i)
            bytes += static_cast<char>(i * 7919 >> 3);
        for (const char* file : {"preferences", "colorfilters", "dfilters", "dfilter_buttons"}) {
            QTest::addRow("%s: bytes", file) << QByteArray(file) << bytes;
            QTest::addRow("%s: empty", file) << QByteArray(file) << QByteArray();
            QTest::addRow("%s: continued", file) << QByteArray(file) << QByteArray(" \n\t,\"\\x\n");
            QTest::addRow("%s: quotes", file)
                << QByteArray(file) << QByteArray("gui.column.format: \"a\", \"%Cus:\", \"");
            QTest::addRow("%s: large", file) << QByteArray(file) << QByteArray((1 << 20) + 1, 'x');
        }
    }
    void whatIsNoProfileIsTakenAsSuch() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        QTemporaryDir folder;
        QFile out(folder.filePath(QString::fromLatin1(file)));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
        out.close();
        const auto read = readWiresharkProfile(QDir(folder.path()), plugins_->decoders());
        if (text.size() > 1 << 20)
            QVERIFY(!read);
        else
            QVERIFY(read && !read->columns && read->bookmarks.empty() && read->buttons.empty());
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    ProfilesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "profiles_test.moc"
