#include "window_driver.h"

#include <app/files/time_words.h>
#include <support/private_network.h>

#include <QRadioButton>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

/// The dialog "Shift times", and the durations and times that are typed there.
class TimeShiftWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    Timestamp timeOf(FrameNumber frame) { return window_->session().store()->entry(frame).timestamp(); }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        openWindow();
        open("ping.pcapng");
    }
    void cleanup() {
        delete QApplication::activeModalWidget();
        closeWindow();
    }

    void allFramesAreShifted() {
        const Timestamp first = timeOf(1), second = timeOf(2);
        trigger("timeShift");
        QDialog* const form = dialog();
        auto* const shift = form->findChild<QPushButton*>("shift");
        auto* const offset = form->findChild<QLineEdit*>("offset");
        QTest::keyClicks(offset, "1:xx");
        QVERIFY(!shift->isEnabled());
        QVERIFY(form->findChild<QLabel*>("shiftMessage")->text().contains("not a duration"));
        offset->clear();
        QTest::keyClicks(offset, "-1:30.5");
        QVERIFY(shift->isEnabled());
        shift->click();
        QTRY_VERIFY(frames() == 2 && timeOf(1) == first - 90'500ms);
        QCOMPARE(timeOf(2), second - 90'500ms);
        QVERIFY(window_->session().hasUnsaved());
    }

    void aFrameIsSetToATime() {
        const auto between = timeOf(2) - timeOf(1);
        trigger("timeShift");
        QDialog* const form = dialog();
        for (QRadioButton* each : form->findChildren<QRadioButton*>()) {
            if (each->text().contains("Set the time"))
                each->setChecked(true);
        }
        auto* const time = form->findChild<QLineEdit*>("firstTime");
        QCOMPARE(localTimeOf(time->text()), std::optional(timeOf(1)));
        time->setText("2026-01-31 12:00:00.25");
        const auto wanted = localTimeOf("2026-01-31 12:00:00.25").value();
        form->findChild<QPushButton*>("shift")->click();
        QTRY_VERIFY(frames() == 2 && timeOf(1) == wanted);
        QCOMPARE(timeOf(2), wanted + between);
    }

    void durationsAreUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("seconds") << "90" << qint64{90'000'000'000};
        QTest::newRow("fraction") << "0.000000001" << qint64{1};
        QTest::newRow("sign") << " -1.5 " << qint64{-1'500'000'000};
        QTest::newRow("minutes") << "+1:30" << qint64{90'000'000'000};
        QTest::newRow("hours") << "02:00:00.25" << qint64{7'200'250'000'000};
    }
    void durationsAreUnderstood() {
        QFETCH(const QString, text);
        QFETCH(const qint64, nanoseconds);
        QCOMPARE(durationOf(text).value().count(), nanoseconds);
    }

    void otherTextIsNoDuration_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "-", "1.", ".5", "1,5", "1:2:3:4", "1e3", "9999999999", "1.0000000001"})
            QTest::newRow(text) << QString(text);
    }
    void otherTextIsNoDuration() {
        QFETCH(const QString, text);
        QVERIFY(!durationOf(text));
    }

    void timesAreUnderstood() {
        const auto time = localTimeOf("2026-01-31 12:00:00.123456789");
        QVERIFY(time.has_value());
        QCOMPARE(localTimeText(*time), QString("2026-01-31 12:00:00.123456789"));
        for (const char* text : {"", "2026-01-31", "2026-02-30 12:00:00", "1960-01-01 00:00:00", "2300-01-01 00:00:00",
                                 "2026-01-31 12:00:00.", "2026-01-31 12:00:00.0000000001"})
            QVERIFY2(!localTimeOf(text), text);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    TimeShiftWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "time_shift_window_test.moc"
