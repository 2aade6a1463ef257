#include "whole_answers.h"

#include <app/detail/field_tree_model.h>
#include <app/detail/inspector_view.h>
#include <app/devices/device_list_model.h>
#include <app/files/recent_files_menu.h>
#include <app/filter/kept_filters.h>
#include <app/frames/frame_list_view.h>
#include <app/log/log_pane.h>
#include <app/main_window/main_window.h>
#include <app/main_window/status_strip.h>
#include <app/place/places.h>
#include <app/plugins/plugins_dialog.h>
#include <app/settings_form/checked_line.h>
#include <app/text/plain_text.h>
#include <app/text/styled_label.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHeaderView>
#include <QHelpEvent>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QTreeWidget>

#include <functional>

using namespace tapscope;

namespace {

constexpr std::string_view picture = "<img src=\"file:///dev/zero\">";
/// Markup that would be read forever, an escape sequence, reversed text, a line break, a character without width, C1.
const std::string hostile = std::string(picture) + "\x1b[31m\u202Egnp.exe\n\u200B\u0085\x80 end";

/// Whether the text has no control characters and no invisible characters.
bool isPlain(const QString& text) {
    static const QRegularExpression hidden(QStringLiteral("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]"));
    return !text.contains(hidden);
}

#define VERIFY_PLAIN(text)                                                                                             \
    do {                                                                                                               \
        const QString shown = (text);                                                                                  \
        QVERIFY2(shown.contains(QString::fromUtf8(picture.data(), qsizetype(picture.size()))), qPrintable(shown));     \
        QVERIFY2(isPlain(shown), qPrintable(shown));                                                                   \
    } while (false)

/// A pcap file with one syslog datagram (RFC 3164) that says `text`.
QByteArray syslogCapture(const std::string& text) {
    QByteArray frame = QByteArray::fromHex("02000000000202000000000108004500");
    const auto number = [](std::size_t value) {
        return QByteArray(1, char(value >> 8)) + QByteArray(1, char(value & 0xff));
    };
    const QByteArray said = "<13>" + QByteArray::fromStdString(text);
    frame += number(28 + std::size_t(said.size())) + QByteArray::fromHex("0001000040110000") +
             QByteArray::fromHex("0a0900010a090002") + number(514) + number(514) +
             number(8 + std::size_t(said.size())) + number(0) + said;
    const auto little = [](quint32 value) { return QByteArray(reinterpret_cast<const char*>(&value), sizeof value); };
    return QByteArray::fromHex("d4c3b2a1020004000000000000000000") + little(262144) + little(1) + little(1) +
           little(0) + little(quint32(frame.size())) + little(quint32(frame.size())) + frame;
}

class HostileInspector final : public Inspector {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "hostile"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Hostile"; }
    [[nodiscard]] bool isAvailable() const override { return true; }
    [[nodiscard]] Result<std::vector<InspectedLine>> inspect(const Frame&, const InspectedCapture&,
                                                             const std::stop_token&) const override {
        return std::vector<InspectedLine>{{.text = hostile}};
    }
};

/// The label in which Qt shows tool tips.
QLabel* toolTip() {
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QTipLabel") && widget->isVisible())
            return qobject_cast<QLabel*>(widget);
    }
    return nullptr;
}

} // namespace

/// Every place of the window that shows untrusted text gets hostile text. It must show exactly that text, character by
/// character.
class HostileTextTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)};
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    QTemporaryDir folder_;

    QString capture(const QString& name = QStringLiteral("hostile.pcap")) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(syslogCapture(hostile)) < 0)
            qFatal("no capture was written");
        return file.fileName();
    }
    std::shared_ptr<FileStore> openedStore() {
        auto store = FileStore::open(capture().toStdString());
        if (!store || !(*store)->index())
            qFatal("the capture was not opened");
        return *store;
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
    }
    void cleanupTestCase() { QSettings().clear(); }

    /// Only app/text makes markup.
    void onlyOneFolderMakesMarkup() {
        const QRegularExpression markup(QStringLiteral(
            "RichText|AutoText|MarkdownText|setTextFormat|[sS]etHtml|insertHtml|appendHtml|setMarkdown|toHtmlEscaped|"
            "QTextBrowser|QTextEdit|QStaticText|QErrorMessage|setDefaultStyleSheet|drawContents|(?<!#include "
            ")</?(b|i|br|a|span|p)[ "
            ">]"));
        int files = 0;
        QDirIterator each(QStringLiteral(TAPSCOPE_SOURCE_DIR "/app"), {"*.cpp", "*.h"}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (file.fileName().contains(QLatin1String("/app/text/")))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            const auto found = markup.match(QString::fromUtf8(file.readAll()));
            QVERIFY2(!found.hasMatch(), qPrintable(file.fileName() + ": " + found.captured()));
        }
        QVERIFY(files > 50);
    }

    void labelsAreText() {
        QLabel label(QString::fromStdString(hostile));
        label.show();
        QCOMPARE(label.textFormat(), Qt::PlainText);
        CheckedLine line([](const QString&) { return QString::fromStdString(hostile); });
        line.show();
        line.refuse(QString::fromStdString(hostile));
        VERIFY_PLAIN(line.message());
    }

    void styledLabelsShowWordsAsTheyAre() {
        StyledLabel label;
        label.setRuns(
            {{.text = QStringLiteral("Reading ")}, {.text = QString::fromStdString(hostile), .isBold = true}});
        VERIFY_PLAIN(label.plain());
        QVERIFY2(!label.text().contains(QLatin1String("<img")), qPrintable(label.text()));
        label.setRuns({{.text = QStringLiteral("a\" href='b' <b>"), .isLink = true}});
        QVERIFY(!label.text().contains(QLatin1String("<b>")) && !label.text().contains(QLatin1String("a\" ")));
    }

    void toolTipsAreText() {
        QWidget place;
        place.show();
        QToolTip::showText(place.mapToGlobal(QPoint(1, 1)), QString::fromStdString(hostile), &place);
        QTRY_VERIFY(toolTip() != nullptr);
        QCOMPARE(toolTip()->textFormat(), Qt::PlainText);
        QToolTip::hideText();
        QTRY_VERIFY(toolTip() == nullptr);
    }

    void messageBoxesAndInputDialogsAreText() {
        QMessageBox box(QMessageBox::Question, QStringLiteral("Title"), QString::fromStdString(hostile));
        box.setInformativeText(QString::fromStdString(hostile));
        box.show();
        QInputDialog input;
        input.setLabelText(QString::fromStdString(hostile));
        input.show();
        for (QWidget* dialog : std::initializer_list<QWidget*>{&box, &input}) {
            int shown = 0;
            for (const auto* label : dialog->findChildren<QLabel*>()) {
                QCOMPARE(label->textFormat(), Qt::PlainText);
                shown += label->text().contains(QLatin1String("<img")) ? 1 : 0;
            }
            QVERIFY(shown > 0);
        }
    }

    void theListAndItsToolTip() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 300);
        view.show();
        model.setCapture({.store = openedStore(), .registry = &plugins_->decoders()});
        model.setCount(1);
        VERIFY_PLAIN(model.row(0).texts[FrameListModel::Info]);
        const QPoint place(view.header()->sectionViewportPosition(FrameListModel::Info) + 20, view.rowHeight() / 2);
        QHelpEvent help(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
        QApplication::sendEvent(view.viewport(), &help);
        QTRY_VERIFY(toolTip() != nullptr);
        QCOMPARE(toolTip()->textFormat(), Qt::PlainText);
        VERIFY_PLAIN(toolTip()->text());
        QToolTip::hideText();
        view.setCurrentRow(0);
        QString copied;
        view.collectSelection([&](const QString& text) { copied = text; });
        QTRY_VERIFY(!copied.isEmpty());
        VERIFY_PLAIN(copied.replace(QLatin1Char('\t'), QLatin1Char(' ')));
    }

    void theFieldTree() {
        FrameListModel frames(plugins_->decoders());
        frames.setPatience(test::testPatience);
        frames.setCapture({.store = openedStore(), .registry = &plugins_->decoders()});
        frames.setCount(1);
        FieldTreeModel fields;
        fields.show(frames.dissect(1));
        int shown = 0;
        const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& parent) {
            for (int row = 0; row < fields.rowCount(parent); ++row) {
                const QModelIndex at = fields.index(row, 0, parent);
                const QString text = at.data().toString();
                QVERIFY2(isPlain(text), qPrintable(text));
                QVERIFY(isPlain(at.data(Qt::ToolTipRole).toString()));
                shown += text.contains(QLatin1String("<img")) ? 1 : 0;
                walk(at);
            }
        };
        walk({});
        QVERIFY(shown > 0);
    }

    void anotherEnginesWords() {
        const HostileInspector inspector;
        InspectorView view(inspector);
        view.setVisible(true);
        view.setFrame(openedStore(), 1);
        QTRY_VERIFY(view.topLevelItemCount() == 1 && view.topLevelItem(0)->text(0).contains(QLatin1String("<img")));
        VERIFY_PLAIN(view.topLevelItem(0)->text(0));
    }

    void theLog() {
        LogPane log(*theme_);
        log.add(LogPane::Severity::Error, QString::fromStdString(hostile));
        const auto* lines = log.findChild<QTreeWidget*>(QStringLiteral("log"));
        VERIFY_PLAIN(lines->topLevelItem(0)->text(2));
        VERIFY_PLAIN(lines->topLevelItem(0)->toolTip(2));
    }

    void devicesAndTheirPrograms() {
        DeviceListModel model;
        const auto name = InterfaceName::parse("<b>\u202Eno");
        QVERIFY(name.has_value());
        DeviceSnapshot hostileDevice{.info = DeviceInfo(*name), .users = {{.pid = 1, .program = hostile}}};
        hostileDevice.info.hasCarrier = true;
        const auto devices = std::make_shared<std::vector<DeviceSnapshot>>(1, hostileDevice);
        model.update(devices);
        const QModelIndex at = model.index(0);
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(DeviceListModel::DescriptionRole)})
            QVERIFY2(isPlain(at.data(role).toString()), qPrintable(at.data(role).toString()));
        VERIFY_PLAIN(at.data(DeviceListModel::DescriptionRole).toString());
        // Requests use the name as it is.
        QCOMPARE(at.data(DeviceListModel::NameRole).toString().toStdString(), name->text());
    }

    void aScriptsErrors() {
        QDir(folder_.path()).mkdir(QStringLiteral("scripts"));
        QFile script(folder_.filePath(QStringLiteral("scripts/<img src=x>\u202E\n.lua")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("error('" + QByteArray::fromStdString(std::string(picture)) + "\\27[31m\\nnext')");
        script.close();
        const PluginHost plugins({TAPSCOPE_PLUGIN_DIR}, {.folders = {folder_.filePath(QStringLiteral("scripts"))}});
        PluginsDialog dialog(plugins, {}, *theme_);
        const auto* tree = dialog.findChild<QTreeWidget*>(QStringLiteral("plugins"));
        bool isShown = false;
        for (int row = 0; row < tree->topLevelItemCount(); ++row) {
            for (int column = 0; column < tree->columnCount(); ++column) {
                const QString text = tree->topLevelItem(row)->text(column);
                QVERIFY2(isPlain(text), qPrintable(text));
                QVERIFY(isPlain(tree->topLevelItem(row)->toolTip(column)));
                isShown = isShown || text.contains(QLatin1String("/dev/zero"));
            }
        }
        QVERIFY(isShown);
    }

    /// A file's name reaches the title, the log, the status bar and the menu of recent files.
    void namesOfFilesInTheWholeWindow() {
        Places places(HelperProgram::ofThisProgram());
        MainWindow window(*plugins_, *theme_, places);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QString good = capture(QStringLiteral("<img src=x.png>\u202Egnp\x1b\n.pcap"));
        window.openFile(good);
        QTRY_VERIFY(window.session().store() != nullptr && window.session().state() == CaptureSession::State::Idle);
        QVERIFY2(window.windowTitle().contains(QLatin1String("<img")), qPrintable(window.windowTitle()));
        QVERIFY(isPlain(window.windowTitle()));
        for (const QAction* action : window.findChildren<QAction*>()) {
            QVERIFY2(isPlain(action->text()), qPrintable(action->text()));
            QVERIFY2(isPlain(action->toolTip()), qPrintable(action->toolTip()));
        }
        window.openFile(folder_.filePath(QStringLiteral("<img src=x.png>\u202E\x1b\nnone.pcap")));
        const auto* message = window.findChild<QLabel*>(QStringLiteral("message"));
        QTRY_VERIFY(message->text().contains(QLatin1String("<img")));
        QCOMPARE(message->textFormat(), Qt::PlainText);
        for (const auto* label : window.findChildren<QLabel*>()) {
            QVERIFY2(isPlain(label->text()), qPrintable(label->text()));
            QVERIFY(label->textFormat() == Qt::PlainText || qobject_cast<const StyledLabel*>(label) != nullptr ||
                    !label->testAttribute(Qt::WA_WState_Polished));
        }
        const auto* log = window.findChild<QTreeWidget*>(QStringLiteral("log"));
        QVERIFY(log->topLevelItemCount() > 0);
        for (int row = 0; row < log->topLevelItemCount(); ++row)
            QVERIFY2(isPlain(log->topLevelItem(row)->text(2)), qPrintable(log->topLevelItem(row)->text(2)));
        window.session().discard();
    }

    void veryLongTextIsCut() {
        const QString text = plainText(std::string(std::size_t{64} << 20, '\x1b'));
        QVERIFY(text.size() < 100'000 && text.endsWith(QStringLiteral("…")));
        QCOMPARE(plainText(QStringLiteral("Grüße \\n")), QStringLiteral("Grüße \\n"));
        QCOMPARE(plainMenuText(QStringLiteral("a&b")), QStringLiteral("a&&b"));
    }
};

QTEST_MAIN(HostileTextTest)
#include "hostile_text_test.moc"
