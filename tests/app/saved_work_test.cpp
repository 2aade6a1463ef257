#include <app/session/saved_work.h>

#include <QTest>

using namespace tapscope;

/// What of a capture is in files of the user.
class SavedWorkTest : public QObject {
    Q_OBJECT

    static std::shared_ptr<const CaptureNotes> comment(const char* text) {
        CaptureNotes notes;
        notes.file.comments = {text};
        return std::make_shared<const CaptureNotes>(std::move(notes));
    }

private slots:
    void aFileWithMoreFramesCounts() {
        SavedWork work;
        QVERIFY(work.file().empty());
        QVERIFY(work.add("one", 10, {}).frames);
        QVERIFY(!work.add("fewer", 9, {}).frames);
        QVERIFY(!work.add("as many", 10, {}).frames);
        QCOMPARE(work.frames(), std::uint64_t{10});
        QVERIFY(work.file() == "one");
        QVERIFY(work.add("more", 11, {}).frames);
        QVERIFY(work.file() == "more");
    }

    void commentsAreUnsavedUntilAFileHasThem() {
        SavedWork work;
        QVERIFY(!work.hasUnsavedNotes());
        work.setNotes(comment("first"));
        QVERIFY(work.hasUnsavedNotes());
        QVERIFY(!work.add("without comments", 0, {}).notes);
        QVERIFY(work.hasUnsavedNotes() && work.file().empty());
        QVERIFY(work.add("with them", 0, *comment("first")).notes);
        QVERIFY(!work.add("with them again", 0, *comment("first")).notes);
        QVERIFY(!work.hasUnsavedNotes() && work.file() == "with them");
        work.setNotes(comment("second"));
        QVERIFY(work.hasUnsavedNotes());
        work.setNotes(comment("first")); // as in the file
        QVERIFY(!work.hasUnsavedNotes());
    }

    /// Comments may change while a file is written.
    void commentsThatChangedMeanwhileAreUnsaved() {
        SavedWork work;
        work.setNotes(comment("second"));
        QVERIFY(work.add("with the first", 5, *comment("first")).notes);
        QVERIFY(work.hasUnsavedNotes());
    }

    void emptyCommentsAreNone() {
        SavedWork work;
        work.setNotes(std::make_shared<const CaptureNotes>());
        QVERIFY(work.notes() == nullptr && !work.hasUnsavedNotes());
    }
};

QTEST_APPLESS_MAIN(SavedWorkTest)
#include "saved_work_test.moc"
