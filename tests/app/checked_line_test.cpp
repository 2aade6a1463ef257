#include <app/devices/new_device_fields.h>
#include <app/settings_form/checked_line.h>
#include <app/settings_form/form_grid.h>
#include <app/theme/theme.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace tapscope;

/// Lines of forms that say what is wrong, without a form that jumps.
class CheckedLineTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> theme_;

    static CheckedLine* numberLine() {
        return new CheckedLine([](const QString& text) {
            bool isNumber = false;
            text.toInt(&isNumber);
            return isNumber ? QString() : QStringLiteral("Must be a number, of which this form needs several");
        });
    }
    struct Form : QWidget {
        CheckedLine* first = numberLine();
        CheckedLine* second = numberLine();

        Form() {
            auto* grid = new FormGrid;
            grid->addRow("&First", first);
            grid->addRow("&Second", second);
            setLayout(grid);
            for (CheckedLine* line : {first, second})
                line->setTruth("1");
            show();
            activateWindow();
        }
        /// The box below a line; null until there was a reason to show.
        [[nodiscard]] QLabel* reason() const { return findChild<QLabel*>("reason"); }
        [[nodiscard]] bool isReasonVisible() const { return reason() != nullptr && reason()->isVisible(); }
    };

private slots:
    void initTestCase() { theme_ = std::make_unique<Theme>(*qApp); }

    void aProblemMovesNothing() {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        const QSize before = form.sizeHint();
        const QPoint second = form.second->pos();
        form.first->line()->setFocus();
        QTest::keyClicks(form.first->line(), "x");
        QTRY_VERIFY(form.isReasonVisible());
        QCOMPARE(form.reason()->text(), form.first->message());
        QCOMPARE(form.sizeHint(), before);
        QCOMPARE(form.second->pos(), second);
        QVERIFY(form.rect().contains(form.reason()->geometry()));
        QVERIFY(!form.reason()->geometry().intersects(form.first->geometry())); // what is typed stays in view
        QTest::keyClick(form.first->line(), Qt::Key_Backspace);
        QVERIFY(!form.isReasonVisible());
    }

    void theReasonIsShownWhileTheLineHasTheFocus() {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        form.first->line()->setFocus();
        QTest::keyClicks(form.first->line(), "x");
        QTRY_VERIFY(form.isReasonVisible());
        form.second->line()->setFocus();
        QVERIFY(!form.isReasonVisible()); // it does not lie over the line that is edited now
        QVERIFY(form.first->line()->property("refused").toBool());
        form.first->line()->setFocus();
        QVERIFY(form.isReasonVisible());
    }

    void aRefusalIsShownWhereTheFocusHasLeft() {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        form.first->line()->setFocus();
        QTest::keyClicks(form.first->line(), "2");
        form.second->line()->setFocus(); // which commits the first
        form.first->refuse("The kernel refuses this number");
        QVERIFY(form.isReasonVisible());
        QCOMPARE(form.reason()->text(), QString("The kernel refuses this number"));
        form.first->clearRefusal();
        QVERIFY(!form.isReasonVisible());
    }

    void theMnemonicOfItsLabelGoesToTheLine() {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        form.first->line()->setFocus();
        QTest::keyClick(&form, Qt::Key_S, Qt::AltModifier);
        QVERIFY(form.second->line()->hasFocus());
        QTest::keyClick(&form, Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(form.first->line()->hasFocus()); // one stop for each line
    }

    void mnemonicsAreUnique() {
        QString used = mnemonicsOf({"&Name", "Pee&r", "Kind"});
        QCOMPARE(used, QString("nr"));
        QCOMPARE(withMnemonic("MAC address", used), QString("&MAC address"));
        QCOMPARE(withMnemonic("MTU", used), QString("M&TU"));
        QCOMPARE(withMnemonic("NRM", used), QString("NRM"));
        QCOMPARE(used, QString("nrmt"));
    }
};

QTEST_MAIN(CheckedLineTest)
#include "checked_line_test.moc"
