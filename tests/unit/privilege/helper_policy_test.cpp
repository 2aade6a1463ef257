#include <privilege/device_rights.h>
#include <privilege/helper_policy.h>
#include <privilege/ring_memory.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace tapscope;

/// The permissions in tapscope-helper.conf, and the rules of ownership.
class HelperPolicyTest : public QObject {
    Q_OBJECT

    const QTemporaryDir folder_;

    std::string write(const QByteArray& text, mode_t mode = 0444) {
        const QString path = folder_.filePath("helper.conf");
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
        file.close();
        chmod(path.toUtf8().constData(), mode);
        return path.toStdString();
    }

private slots:
    void theFileIsTheAdministratorsAlone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QList<bool>>("grants"); // own, watch, others, host
        QTest::addColumn<qint64>("ringMebibytes");
        QTest::addColumn<QString>("complaint");
        const QList<bool> none{false, false, false, false};
        QTest::newRow("nothing") << QByteArray() << 0444 << none << qint64(64) << "";
        QTest::newRow("all") << QByteArray("# devices of other users\nothers-devices = allowed # yes\n\n"
                                           "host-traffic = allowed\nring-memory = 256\n")
                             << 0644 << QList<bool>{false, true, true, true} << qint64(256) << "";
        QTest::newRow("watched") << QByteArray("others-devices = watched\nring-memory = unlimited") << 0444
                                 << QList<bool>{false, true, false, false} << qint64(-1) << "";
        QTest::newRow("refused") << QByteArray("others-devices = refused\nhost-traffic = refused\n") << 0444 << none
                                 << qint64(64) << "";
        QTest::newRow("commented out") << QByteArray("# others-devices = allowed\n") << 0444 << none << qint64(64)
                                       << "";
        QTest::newRow("writable by others")
            << QByteArray("others-devices = allowed\n") << 0446 << none << qint64(64) << "is not read";
        for (const char* wrong :
             {"other-devices = allowed", "others-devices = yes", "others-devices=allowed", "host-traffic = allowed now",
              "ring-memory = 0", "ring-memory = 64MiB", "ring-memory = 99999999999999999999", "devices = many",
              "devices = -1", "host-traffic", "ring-memory = -1"})
            QTest::newRow(wrong) << QByteArray("# first\n") + wrong << 0444 << none << qint64(64)
                                 << "Line 2 of " + QString(folder_.filePath("helper.conf"));
    }
    void theFileIsTheAdministratorsAlone() {
        QVERIFY2(geteuid() == 0, "this test needs root, whose file it has to be");
        QFETCH(QByteArray, text);
        QFETCH(int, mode);
        QFETCH(QList<bool>, grants);
        QFETCH(qint64, ringMebibytes);
        QFETCH(QString, complaint);
        const auto policy = readHelperPolicy(write(text, static_cast<mode_t>(mode)));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(policy.grants.has(static_cast<Grant>(i)), grants[i]);
        QCOMPARE(policy.ringMemory ? static_cast<qint64>(*policy.ringMemory >> 20) : -1, ringMebibytes);
        QVERIFY2(QString::fromStdString(policy.complaint).contains(complaint) &&
                     policy.complaint.empty() == complaint.isEmpty(),
                 policy.complaint.c_str());
    }

    void devicesHaveABound_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("devices");
        QTest::newRow("nothing said") << QByteArray() << qint64(256);
        QTest::newRow("more") << QByteArray("devices = 5000\n") << qint64(5000);
        QTest::newRow("none") << QByteArray("devices = 0\n") << qint64(0);
        QTest::newRow("any") << QByteArray("devices = unlimited\n") << qint64(-1);
        QTest::newRow("nonsense") << QByteArray("devices = 5000x\n") << qint64(256);
    }
    void devicesHaveABound() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, devices);
        const auto policy = readHelperPolicy(write(text, 0444));
        QCOMPARE(policy.devices ? static_cast<qint64>(*policy.devices) : -1, devices);
    }

    void filesOfAnotherUserGrantNothing() {
        const std::string path = write("others-devices = allowed\n");
        QCOMPARE(chown(path.c_str(), 64001, 64001), 0);
        QVERIFY(!readHelperPolicy(path).grants.has(Grant::ChangeOthers));
        const std::string link = folder_.filePath("link").toStdString();
        QCOMPARE(symlink(write("others-devices = allowed\n").c_str(), link.c_str()), 0);
        QVERIFY(!readHelperPolicy(link).grants.has(Grant::ChangeOthers));
        QVERIFY(readHelperPolicy(folder_.filePath("none").toStdString()).complaint.empty());
    }

    void aDeviceIsTheUsersAsTheKernelDecides_data() {
        QTest::addColumn<std::optional<uid_t>>("owner");
        QTest::addColumn<std::optional<gid_t>>("group");
        QTest::addColumn<Ownership>("ownership");
        const std::optional<uid_t> nobody;
        const std::optional<gid_t> none;
        QTest::newRow("neither") << nobody << none << Ownership::NoOwner;
        QTest::newRow("owner") << std::optional<uid_t>(1000) << none << Ownership::Users;
        QTest::newRow("group") << nobody << std::optional<gid_t>(27) << Ownership::Users;
        QTest::newRow("both") << std::optional<uid_t>(1000) << std::optional<gid_t>(27) << Ownership::Users;
        QTest::newRow("another's") << std::optional<uid_t>(1001) << none << Ownership::OtherUser;
        QTest::newRow("root's") << std::optional<uid_t>(0) << none << Ownership::OtherUser;
        QTest::newRow("another group's") << nobody << std::optional<gid_t>(28) << Ownership::OtherUser;
        QTest::newRow("owner, another group's")
            << std::optional<uid_t>(1000) << std::optional<gid_t>(28) << Ownership::OtherUser;
        QTest::newRow("group, another's")
            << std::optional<uid_t>(0) << std::optional<gid_t>(27) << Ownership::OtherUser;
    }
    void aDeviceIsTheUsersAsTheKernelDecides() {
        QFETCH(std::optional<uid_t>, owner);
        QFETCH(std::optional<gid_t>, group);
        QFETCH(Ownership, ownership);
        DeviceInfo device(*InterfaceName::parse("tap0"));
        device.owner = owner;
        device.group = group;
        QCOMPARE(ownershipOf(device, {.user = 1000, .groups = {1000, 27}}), ownership);
    }

    void eachFurtherRingIsSmaller() {
        constexpr std::size_t mebibyte = std::size_t{1} << 20;
        std::size_t used = 0, rings = 0, last = 16 * mebibyte;
        while (const auto ring = nextRing(used, 64 * mebibyte)) {
            QVERIFY(*ring <= last && *ring >= 2 * mebibyte && *ring % mebibyte == 0);
            last = *ring;
            used += *ring;
            ++rings;
        }
        QVERIFY(used <= 64 * mebibyte && used > 62 * mebibyte);
        QVERIFY(rings >= 8);
        QVERIFY(!nextRing(70 * mebibyte, 64 * mebibyte));
        QVERIFY(!nextRing(0, mebibyte));
    }
};

QTEST_GUILESS_MAIN(HelperPolicyTest)
#include "helper_policy_test.moc"
