#include "whole_answers.h"

#include <app/bytes/hex_view.h>
#include <app/colouring/colouring_rules.h>
#include <app/detail/field_tree_model.h>
#include <app/frames/frame_list_view.h>
#include <app/main_window/frame_pane.h>
#include <app/main_window/list_note.h>
#include <app/theme/theme.h>
#include <app/translations/translations.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QGlyphRun>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRawFont>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextLayout>
#include <QTreeView>
#include <QWheelEvent>

#include <array>
#include <cmath>

using namespace tapscope;

namespace {

double luminance(const QColor& colour) { // WCAG 2.1
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class FrameListTest : public QObject {
    Q_OBJECT

    Translations english_{QLocale(QLocale::English)};
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<PluginHost> plugins_;
    std::shared_ptr<FileStore> store_;

private slots:
    void initTestCase() {
        theme_ = std::make_unique<Theme>(*qApp);
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
        QVERIFY(store && (*store)->index());
        store_ = *store;
    }
    void cleanupTestCase() { store_.reset(); }

    void paintsOnlyVisibleRowsOfManyMillions() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 400);
        view.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        // The store has two frames, but the model is told that there are many. The other rows are read as errors, which
        // takes the same time.
        model.setCount(10'000'000'000);
        const quint64 before = model.decodedRows();
        view.grab();
        const auto visible = static_cast<quint64>(400 / view.rowHeight() + 2);
        QVERIFY(model.decodedRows() - before <= visible);
        QVERIFY(view.isFollowing());
        view.setCurrentRow(5'000'000'000);
        view.grab();
        QVERIFY(model.decodedRows() - before <= 3 * visible);
        QVERIFY(view.firstVisibleRow() <= 5'000'000'000 && view.firstVisibleRow() + visible >= 5'000'000'000);
    }

    void aFileIsReadFromItsStart() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 300);
        view.show();
        view.setLive(false);
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(1000);
        QVERIFY(!view.isFollowing());
        QCOMPARE(view.firstVisibleRow(), quint64{0});
        QCOMPARE(view.currentRow(), std::optional<quint64>(0));
        view.setLive(true);
        model.setCapture({.store = nullptr, .registry = &plugins_->decoders()});
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(1000);
        QVERIFY(view.isFollowing());
        QVERIFY(view.firstVisibleRow() > 0);
        QVERIFY(!view.currentRow());
    }

    void aRowIsReadableAfterOthersReplacedIt() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(10'000);
        const auto& first = model.row(0);
        const std::string protocol = first.text(FrameListModel::Protocol).toStdString();
        QCOMPARE(protocol, "ICMP");
        for (quint64 row = 1; row < 2'000; ++row) // more than the model remembers
            static_cast<void>(model.row(row));
        QCOMPARE(first.text(FrameListModel::Protocol).toStdString(), protocol);
    }

    void scrollingUpStopsFollowing() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 300);
        view.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(1000);
        QVERIFY(view.isFollowing());
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QSignalSpy changed(&view, &FrameListView::followingChanged);
        QWheelEvent up(QPointF(10, 50), view.viewport()->mapToGlobal(QPointF(10, 50)), {}, QPoint(0, 1200),
                       Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &up);
        QTRY_COMPARE(changed.size(), 1);
        const int kept = view.verticalScrollBar()->value();
        model.setCount(2000);
        QCOMPARE(view.verticalScrollBar()->value(), kept);
        view.setFollowing(true);
        model.setCount(3000);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    }

    void theEndIsFollowedAgainFromTheLastFrameOn() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 300);
        view.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(1000);
        view.setCurrentRow(10);
        QVERIFY(!view.isFollowing());
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentRow(), std::optional<quint64>(999));
        QVERIFY(view.isFollowing());
        model.setCount(2000);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QCOMPARE(view.currentRow(), std::optional<quint64>(999)); // it can still be read
        view.setLive(false);
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(!view.isFollowing());
    }

    void selectsRangesWithKeysAndMouse() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 300);
        view.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(1'000'000);
        view.setCurrentRow(0);
        QTest::keyClick(&view, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(view.selection().count(), quint64{1'000'000});
        QCOMPARE(view.selection().intervals().size(), std::size_t{1});
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.selection().count(), quint64{1});
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ControlModifier, QPoint(50, 4 * view.rowHeight() + 2));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ControlModifier, QPoint(50, 6 * view.rowHeight() + 2));
        QCOMPARE(view.selectedNumbers(), (std::vector<FrameNumber>{1, 5, 7}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ControlModifier, QPoint(50, 4 * view.rowHeight() + 2));
        QCOMPARE(view.selectedNumbers(), (std::vector<FrameNumber>{1, 7}));
    }

    void fieldsAndBytesSelectEachOther() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FramePane pane(model, {}, *theme_);
        pane.resize(1100, 700);
        pane.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(store_->count());
        pane.list()->setCurrentRow(0);
        auto* fields = qobject_cast<FieldTreeModel*>(pane.fields()->model());
        QVERIFY(fields != nullptr);
        constexpr quint32 timeToLive = 22; // Ethernet header, then byte 8 of the IPv4 header
        QTest::mouseClick(pane.bytes()->viewport(), Qt::LeftButton, {}, pane.bytes()->byteRect(timeToLive).center());
        QCOMPARE(fields->fieldName(pane.fields()->currentIndex()), QString("ip.ttl"));
        QCOMPARE(pane.fields()->currentIndex().data().toString(), QString("Time to Live: 64"));
        QCOMPARE(pane.bytes()->highlighted().offset, timeToLive);
        QCOMPARE(pane.findChild<QLabel*>("place")->text(), QString("ip.ttl · byte 22 · 1 byte"));
        QCOMPARE(pane.bytes()->asHex(), QString("40"));
        const QModelIndex ethernet = fields->index(1, 0, {});
        pane.fields()->setCurrentIndex(ethernet);
        QCOMPARE(pane.bytes()->highlighted().offset, 0U);
        QCOMPARE(pane.bytes()->highlighted().length, 14U);
        QVERIFY(pane.bytes()->asCArray().contains("frame[14]"));
    }

    /// Some fonts draw 0x as 0×, != as ≠, and -> as an arrow.
    void textIsDrawnAsItIsWritten_data() {
        QTest::addColumn<QFont>("font");
        QTest::newRow("application") << QApplication::font();
        QTest::newRow("fixed") << theme_->fixedFont();
        for (const char* family : {"Inter", "JetBrains Mono", "Fira Code"}) {
            QFont font = theme_->fixedFont();
            font.setFamily(family);
            QTest::newRow(family) << font;
        }
    }
    void textIsDrawnAsItIsWritten() {
        QFETCH(const QFont, font);
        const QString text = "0x2a != 3 >= 1 -> <= == 10:30 www";
        QTextLayout layout(text, font);
        layout.beginLayout();
        layout.createLine();
        layout.endLayout();
        QCOMPARE(layout.glyphRuns().size(), 1);
        const QGlyphRun shown = layout.glyphRuns().first();
        QCOMPARE(shown.glyphIndexes(), shown.rawFont().glyphIndexesForString(text));
    }

    void panesWithoutAFrameSayWhatTheyAreFor() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FramePane pane(model, {}, *theme_);
        pane.list()->setLive(true); // nothing is selected by itself
        pane.resize(1200, 800);
        pane.show();
        const auto* fields = pane.findChild<QLabel*>("fieldsNote");
        const auto* bytes = pane.findChild<QLabel*>("bytesNote");
        QVERIFY(fields->isVisible() && bytes->isVisible());
        QCOMPARE(fields->text(), QString("The fields of the selected frame appear here."));
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(store_->count());
        QCOMPARE(fields->text(), QString("Select a frame to see its fields."));
        QCOMPARE(bytes->text(), QString("Select a frame to see its bytes."));
        QVERIFY(fields->isVisible() && bytes->isVisible());
        pane.list()->setCurrentRow(0);
        QVERIFY(!fields->isVisible() && !bytes->isVisible());
    }

    void columnsGrowWithWhatIsVisible() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        QWidget window; // windows are kept within the screen, which is narrower here
        FrameListView view(model, *theme_, &window);
        view.resize(1400, 300);
        window.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(store_->count());
        ListHeader* header = view.header();
        const int usual = header->sectionSize(FrameListModel::Time), info = header->sectionSize(FrameListModel::Info);
        const auto showTimes = [&](TimeFormat format) {
            model.setTimeFormat(format);
            view.grab();
            QCoreApplication::processEvents();
        };
        showTimes(TimeFormat::Epoch);
        const QString time = model.row(0).texts[FrameListModel::Time];
        const int needed = QFontMetrics(theme_->figuresFont()).horizontalAdvance(time);
        QTRY_VERIFY(header->sectionSize(FrameListModel::Time) >= needed + 16);
        QVERIFY(usual < needed);
        QCOMPARE(header->column(FrameListModel::Time).width, 0); // not a width that the user chose
        QVERIFY(header->sectionSize(FrameListModel::Info) < info);
        // In a narrow list, Info keeps its room.
        view.resize(700, 300);
        showTimes(TimeFormat::Epoch);
        QVERIFY(header->sectionSize(FrameListModel::Time) < needed);
        // A width that the user chose stays.
        view.resize(1400, 300);
        const int chosen = usual + 3;
        header->resizeSection(FrameListModel::Time, chosen);
        showTimes(TimeFormat::Epoch);
        QCOMPARE(header->sectionSize(FrameListModel::Time), chosen);
    }

    void progressIsLegibleInBothPalettes() {
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            theme_->choose(choice);
            QProgressBar bar;
            bar.resize(180, 14);
            bar.setTextVisible(false);
            bar.setValue(90);
            const QImage image = bar.grab().toImage();
            const QColor done = image.pixelColor(image.width() / 2, image.height() / 2);
            const QColor left = image.pixelColor(image.width() - image.width() / 20, image.height() / 2);
            QVERIFY(done != left);
            const QColor ink = bar.palette().color(QPalette::Text);
            constexpr double legible = 4.5;
            QVERIFY2(contrast(ink, done) >= legible, qPrintable(done.name()));
            QVERIFY2(contrast(ink, left) >= legible, qPrintable(left.name()));
        }
        theme_->choose(Theme::Choice::System);
    }

    void anEmptyListSaysWhy() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FrameListView view(model, *theme_);
        view.resize(900, 400);
        view.show();
        ListNote note(view);
        const auto* sentence = view.findChild<QLabel*>("listNote");
        auto* button = view.findChild<QPushButton*>("listNoteButton");
        QVERIFY(!sentence->isVisible()); // no capture
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        note.setSupply(ListNote::Supply::Capture, "tap0 and tap1");
        QCOMPARE(sentence->text(), QString("Waiting for frames on tap0 and tap1…"));
        QVERIFY(sentence->isVisible() && !button->isVisible());
        note.setSupply(ListNote::Supply::None, {});
        QCOMPARE(sentence->text(), QString("This capture has no frames."));
        model.setCount(store_->count());
        QVERIFY(!sentence->isVisible());
        model.setShowing(FrameListModel::Showing::Chosen);
        note.setFiltering(true);
        QVERIFY(sentence->isVisible() && !button->isVisible());
        note.setFiltering(false);
        QCOMPARE(sentence->text(), QString("No frame passes the filter."));
        QSignalSpy asked(&note, &ListNote::clearAsked);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        model.show({2});
        QVERIFY(!sentence->isVisible() && !button->isVisible());
    }

    void theRangeUnderTheMouseIsShown() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FramePane pane(model, {}, *theme_);
        pane.resize(1200, 800);
        pane.show();
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        model.setCount(store_->count());
        auto* place = pane.findChild<QLabel*>("place");
        pane.list()->setCurrentRow(0);
        const QString before = place->text();
        HexView* bytes = pane.bytes();
        QTest::mouseMove(bytes->viewport(), bytes->byteRect(6).center());
        QCOMPARE(bytes->hovered().offset, 6U); // the source address
        QCOMPARE(bytes->hovered().length, 6U);
        QVERIFY2(place->text().startsWith("eth.src"), qPrintable(place->text()));
        QCOMPARE(bytes->highlighted().length, 0U);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(bytes->viewport(), &leave);
        QCOMPARE(bytes->hovered().length, 0U);
        QCOMPARE(place->text(), before);
    }

    void bytesAreShownAsBits() {
        HexView view(*theme_);
        view.resize(1200, 300);
        static_cast<QWidget&>(view).show();
        const std::array bytes = {std::byte{0x45}, std::byte{0x00}, std::byte{0xff}};
        view.show(bytes);
        const int hex = view.byteRect(0).width();
        view.setBits(true);
        QCOMPARE(view.byteRect(0).width(), 4 * hex);              // eight digits instead of two
        QVERIFY(view.byteRect(8).top() > view.byteRect(0).top()); // eight bytes a line
        QSignalSpy clicked(&view, &HexView::byteClicked);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.byteRect(2).center());
        QCOMPARE(clicked.takeFirst().first().toUInt(), 2U);
    }

    void draggingChoosesBytes() {
        HexView view(*theme_);
        view.resize(1200, 300);
        static_cast<QWidget&>(view).show();
        const std::vector<std::byte> bytes(40);
        view.show(bytes);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.byteRect(20).center());
        QMouseEvent move(QEvent::MouseMove, view.byteRect(3).center(), view.byteRect(3).center(), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(view.viewport(), &move);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.byteRect(3).center());
        QCOMPARE(view.highlighted().offset, 3U);
        QCOMPARE(view.highlighted().length, 18U);
        QCOMPARE(view.chosen().size(), 18);
    }

    /// A click between two bytes selects the nearer one.
    void aClickBetweenBytesSelectsTheNearerOne() {
        HexView view(*theme_);
        view.resize(1200, 300);
        static_cast<QWidget&>(view).show();
        view.show(std::vector<std::byte>(16));
        QSignalSpy clicked(&view, &HexView::byteClicked);
        const int middle = view.byteRect(0).center().y();
        for (int x = view.byteRect(0).left(); x < view.byteRect(7).right(); ++x) {
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(x, middle));
            QCOMPARE(clicked.size(), x - view.byteRect(0).left() + 1);
        }
    }

    void rowsAreCopied_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("lines") << int(RowsText::Kind::Tabs) << "1\ta \"b\", c\n2\t- d\\e";
        QTest::newRow("CSV") << int(RowsText::Kind::Csv)
                             << "\"No.\",\"Info\"\r\n\"1\",\"a \"\"b\"\", c\"\r\n\"2\",\"- d\\e\"\r\n";
        QTest::newRow("YAML")
            << int(RowsText::Kind::Yaml)
            << "---\n# Frame 1\n- \"1\"\n- \"a \\\"b\\\", c\"\n---\n# Frame 2\n- \"2\"\n- \"- d\\\\e\"\n";
    }
    void rowsAreCopied() {
        QFETCH(const int, kind);
        QFETCH(const QString, text);
        RowsText rows(static_cast<RowsText::Kind>(kind), {"No.", "Info"});
        rows.add(1, {"1", "a \"b\", c"});
        rows.add(2, {"2", "- d\\e"});
        QCOMPARE(rows.text(), text);
    }

    void theFieldModelKeepsTheRulesOfModels() {
        FrameListModel model(plugins_->decoders());
        model.setPatience(test::testPatience);
        FieldTreeModel fields;
        QAbstractItemModelTester tester(&fields, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCapture({.store = store_, .registry = &plugins_->decoders()});
        fields.show(model.dissect(1));
        QVERIFY(fields.rowCount({}) >= 4);
        fields.show(model.dissect(2));
        fields.show(nullptr);
        QCOMPARE(fields.rowCount({}), 0);
    }

    void fieldsThatAreShownOutliveTheirCapture() {
        FieldTreeModel fields;
        {
            FrameListModel model(plugins_->decoders());
            model.setPatience(test::testPatience);
            model.setCapture({.store = store_, .registry = &plugins_->decoders()});
            fields.show(model.dissect(1));
            QVERIFY(model.dissect(2)); // overwrites nothing
        }
        const QModelIndex ip = fields.index(2, 0, {});
        QVERIFY(ip.data().toString().startsWith("Internet Protocol Version 4"));
        QVERIFY(fields.asText().contains("Time to Live: 64"));
    }

    void textIsLegibleInBothPalettes() {
        for (const auto choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
            theme_->choose(choice);
            const Colours& c = theme_->colours();
            for (const QColor& ink : {c.ink, c.muted, c.good, c.warning, c.error}) {
                QVERIFY2(contrast(ink, c.pane) >= 4.5, qPrintable(ink.name() + " on " + c.pane.name()));
                QVERIFY2(contrast(ink, c.background) >= 4.5, qPrintable(ink.name() + " on " + c.background.name()));
            }
            QVERIFY(contrast(c.accentInk, c.accent) >= 4.5);
            for (const auto& rule : defaultColouring()) {
                const auto colours = theme_->adapted(rule.background, rule.foreground);
                QVERIFY2(contrast(colours.foreground, colours.background) >= 4.5, qPrintable(rule.name));
            }
        }
        theme_->choose(Theme::Choice::Light);
    }
};

QTEST_MAIN(FrameListTest)
#include "frame_list_test.moc"
