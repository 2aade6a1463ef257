#include <base/save_target.h>

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace tapscope;

/// The target of the name under which something is saved, and whose links are followed on the way.
class SaveTargetTest : public QObject {
    Q_OBJECT

    const QTemporaryDir folder_;
    const std::filesystem::path root_ = std::filesystem::canonical(folder_.path().toStdString());
    static constexpr uid_t stranger_ = 64002;

    /// Creates a link that belongs to this user.
    void link(const char* name, const std::filesystem::path& target, uid_t owner) {
        std::filesystem::create_symlink(target, root_ / name);
        QCOMPARE(lchown((root_ / name).c_str(), owner, owner), 0);
    }

private slots:
    void initTestCase() {
        QVERIFY2(geteuid() == 0, "this test needs root to lay links of another user");
        QCOMPARE(chmod(root_.c_str(), 01777), 0);
        std::filesystem::create_directory(root_ / "private");
        link("mine", "private/victim", geteuid());
        link("twice", "mine", geteuid());
        link("folder", root_ / "private", geteuid());
        link("loop", "loop", geteuid());
        link("strange", "private/victim", stranger_);
        link("dangling", "private/none", stranger_);
        link("through", "strange", geteuid());
        link("strangefolder", root_ / "private", stranger_);
        link("out", "/proc/self/fd/1", geteuid());
    }

    void followsTheUsersLinks_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("target");
        const auto row = [](const char* name, const char* target) { QTest::newRow(name) << name << target; };
        row("file", "file");
        row("none/../file", "file");
        row("./private//victim", "private/victim");
        row("mine", "private/victim");
        row("twice", "private/victim");
        row("folder/new", "private/new");
        row("folder/../file", "file");
        row("out", "/proc/self/fd/1");
    }
    void followsTheUsersLinks() {
        QFETCH(QString, name);
        QFETCH(QString, target);
        const auto found = saveTarget(root_ / name.toStdString());
        QVERIFY2(found, found ? "" : found.error().text().c_str());
        QCOMPARE(found->string(), (root_ / target.toStdString()).string()); // an absolute target replaces the folder
    }

    void refusesAnothersLinks_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"strange", "dangling", "through", "strangefolder/victim", "folder/../strange"})
            QTest::newRow(name) << name;
    }
    void refusesAnothersLinks() {
        QFETCH(QString, name);
        const auto refused = saveTarget(root_ / name.toStdString());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotPermitted);
        const auto text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("is a symbolic link that belongs to the user with id 64002 and leads to "),
                 qPrintable(text));
    }

    void aLoopEnds() {
        const auto refused = saveTarget(root_ / "loop");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ELOOP);
    }
};

QTEST_GUILESS_MAIN(SaveTargetTest)
#include "save_target_test.moc"
