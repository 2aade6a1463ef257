#include "window_driver.h"

#include <app/statistics/statistics_window.h>
#include <app/text/styled_label.h>
#include <support/private_network.h>

#include <QClipboard>
#include <QInputDialog>
#include <QListWidget>
#include <QMenuBar>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

using namespace tapscope;
using namespace tapscope::test;

namespace {

struct Message {
    QString context, source, state;
    QStringList forms; ///< one form, or the plural forms of a count
    bool hasCount = false;
};

std::vector<Message> messagesIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    QXmlStreamReader xml(&file);
    std::vector<Message> all;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            all.push_back({context, {}, {}, {}, xml.attributes().value("numerus") == QLatin1String("yes")});
        else if (xml.name() == QLatin1String("source"))
            all.back().source = xml.readElementText();
        else if (xml.name() == QLatin1String("numerusform"))
            all.back().forms << xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            all.back().state = xml.attributes().value("type").toString();
            if (!all.back().hasCount)
                all.back().forms << xml.readElementText();
        }
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return all;
}

/// The placeholders, such as "%L1" and "%n", in the order of their names.
QStringList placeholders(const QString& text) {
    static const QRegularExpression one(QStringLiteral("%L?(?:\\d+|n)"));
    QStringList all;
    for (auto found = one.globalMatch(text); found.hasNext();)
        all << found.next().captured();
    all.sort();
    return all;
}

/// Pairs of a menu's entries that the same key would choose.
QStringList entriesWithTheSameKey(const QMenu& menu) {
    static const QRegularExpression accelerator(QStringLiteral("&(.)"));
    QHash<QString, QString> taken;
    QStringList pairs;
    for (const QAction* each : menu.actions()) {
        const QString key = accelerator.match(each->text()).captured(1).toLower();
        if (key.isEmpty())
            continue;
        if (taken.contains(key))
            pairs << taken.value(key) + ", " + each->text();
        taken.insert(key, each->text());
    }
    return pairs;
}

qsizetype acceleratorsIn(const QString& text) {
    static const QRegularExpression one(QStringLiteral("&[^\\s&]"));
    return text.count(one);
}

/// A capture with this number of frames.
QString captureOf(quint32 frames, const QString& path) {
    QByteArray bytes = QByteArray::fromHex("d4c3b2a1020004000000000000000000ffff000001000000");
    for (quint32 i = 0; i < frames; ++i)
        bytes += QByteArray::fromHex("0100000000000000"
                                     "0e0000000e000000"
                                     "02000000000202000000000188b5");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
    return path;
}

} // namespace

/// The window in German, and what must stay as it is in every language.
class TranslationsTest : public QObject, private WindowDriver {
    Q_OBJECT

    static constexpr quint32 frames = 1500;

    void openWindowWith(const QString& path) {
        openWindow();
        open(path);
    }
    QString csvOfConversations() {
        trigger("statistics");
        auto* pages = find<QListWidget>("statisticPages");
        pages->setCurrentRow(2);
        QPushButton* copy = nullptr;
        for (auto* each : window_->findChild<StatisticsWindow*>()->findChildren<QPushButton*>()) {
            if (each->text().contains(QStringLiteral("CSV")) && !each->text().endsWith(QStringLiteral("…")))
                copy = each;
        }
        if (copy == nullptr || !QTest::qWaitFor([&] { return copy->isEnabled(); }, patience))
            return {};
        QApplication::clipboard()->clear();
        copy->click();
        return QApplication::clipboard()->text();
    }

private slots:
    void initTestCase() { prepare(); }
    void cleanup() {
        if (window_)
            closeWindow();
    }

    void eachMessageIsTranslatedWhole_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << "de";
        QTest::newRow("English, plural forms") << "en";
    }
    void eachMessageIsTranslatedWhole() {
        QFETCH(QString, language);
        const auto all =
            messagesIn(QStringLiteral(TAPSCOPE_SOURCE_DIR "/app/translations/tapscope_%1.ts").arg(language));
        QVERIFY(all.size() > 20);
        for (const Message& each : all) {
            const QByteArray about = (each.context + QStringLiteral(": ") + each.source).toUtf8();
            QVERIFY2(each.state.isEmpty(), about);
            QCOMPARE(each.forms.size(), each.hasCount ? 2 : 1);
            for (const QString& form : each.forms) {
                QVERIFY2(!form.isEmpty(), about);
                QVERIFY2(placeholders(form) == placeholders(each.source), about);
                QVERIFY2(acceleratorsIn(form) == acceleratorsIn(each.source), about);
                QVERIFY2(form.front().isSpace() == each.source.front().isSpace(), about);
                QVERIFY2(form.back().isSpace() == each.source.back().isSpace(), about);
            }
        }
    }

    void aCountHasItsPluralForm_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::newRow("English") << "en_GB" << "1 frame counted" << "1,234 frames counted";
        QTest::newRow("none") << "C" << "1 frame counted" << "1,234 frames counted";
        QTest::newRow("German") << "de_DE" << "1 Frame gezählt" << "1.234 Frames gezählt";
        QTest::newRow("no translation") << "nl_NL" << "1 frame counted" << "1.234 frames counted";
    }
    void aCountHasItsPluralForm() {
        QFETCH(QString, locale);
        const Translations translations{QLocale(locale)};
        const auto told = [](int count) {
            return StatisticsWindow::tr("%L1 frame(s) counted", nullptr, count).arg(count);
        };
        QTEST(told(1), "one");
        QTEST(told(1234), "many");
    }

    void theMenusAreTranslated_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QStringList>("menus");
        QTest::newRow("English") << "C" << QStringList{"File", "Devices", "Help"};
        QTest::newRow("German") << "de_DE" << QStringList{"Datei", "Geräte", "Hilfe"};
    }
    void theMenusAreTranslated() {
        QFETCH(QString, locale);
        QFETCH(QStringList, menus);
        const Translations translations{QLocale(locale)};
        openWindowWith(captureOf(frames, folder_.filePath("many.pcap")));
        QStringList titles;
        for (const QAction* action : window_->menuBar()->actions())
            titles << action->text().remove(QLatin1Char('&'));
        for (const QString& menu : menus)
            QVERIFY2(titles.contains(menu), qPrintable(titles.join(' ')));
        for (const QAction* top : window_->menuBar()->actions()) {
            top->menu()->popup(window_->mapToGlobal(QPoint(10, 10)));
            QTRY_VERIFY(top->menu()->isVisible());
            QVERIFY2(entriesWithTheSameKey(*top->menu()).isEmpty(),
                     qPrintable(entriesWithTheSameKey(*top->menu()).join('\n')));
            top->menu()->close();
        }
    }

    void numbersAreReadAsTheyAreShown() {
        const Translations german{QLocale(QStringLiteral("de_DE"))};
        openWindowWith(captureOf(frames, folder_.filePath("many.pcap")));
        QTRY_COMPARE(find<StyledLabel>("frames")->plain(), QString("Frames 1.500"));
        for (const char* typed : {"1.234", "1234"}) {
            trigger("Ctrl+Home");
            trigger("Ctrl+G");
            auto* question = qobject_cast<QInputDialog*>(dialog());
            QVERIFY(question->labelText().endsWith("1 bis 1.500"));
            question->setTextValue(typed);
            question->accept();
            QTRY_COMPARE(list()->currentRow(), std::optional<quint64>{1233});
        }
    }

    void filesOfTheWindowAreTheSameInEachLanguage() {
        const QString capture = TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng";
        QStringList written;
        for (const char* locale : {"C", "de_DE", "ar_EG"}) {
            const Translations translations{QLocale(QString::fromLatin1(locale))};
            openWindowWith(capture);
            written << csvOfConversations();
            closeWindow();
        }
        QVERIFY(written.first().contains(','));
        QCOMPARE(written[1], written.first());
        QCOMPARE(written[2], written.first());
    }

    void theCommandLineWritesTheSameInEachLanguage_data() {
        QTest::addColumn<QStringList>("arguments");
        const QString capture = TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng";
        QTest::newRow("text") << QStringList{"read", capture};
        QTest::newRow("fields") << QStringList{"read", capture,    "-T", "fields", "-e", "frame.time_epoch",
                                               "-e",   "frame.len"};
        QTest::newRow("JSON") << QStringList{"read", capture, "-T", "json"};
        QTest::newRow("tree") << QStringList{"read", capture, "-V"};
        QTest::newRow("XML") << QStringList{"read", capture, "-T", "pdml"};
        QTest::newRow("CSV") << QStringList{"export", capture, "-w", "-", "-F", "csv"};
    }
    void theCommandLineWritesTheSameInEachLanguage() {
        QFETCH(QStringList, arguments);
        const auto outputIn = [&](const QString& locale) {
            return run("env",
                       QStringList{"LC_ALL=" + locale, "LANG=" + locale, TAPSCOPE_BIN_DIR "/tapscope-cli"} + arguments);
        };
        const Ran plain = outputIn("C"), german = outputIn("de_DE.UTF-8");
        QCOMPARE(plain.status, 0);
        QCOMPARE(german.status, 0);
        QVERIFY(!plain.out.isEmpty());
        QCOMPARE(german.out, plain.out);
        QCOMPARE(german.err, plain.err);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    TranslationsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "translations_test.moc"
