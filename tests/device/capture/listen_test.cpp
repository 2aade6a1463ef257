#include "capture_program.h"

#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// `tapscope-cli listen`, running beside the test.
class Listening : public Capture {
public:
    explicit Listening(const QStringList& words) : Capture(words, {}, {}, cli, "listen") {}

    static inline const QString cli = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    /// The port that it has chosen for port 0.
    [[nodiscard]] quint16 port(const QByteArray& before) {
        if (!says(before + "127.0.0.1:"))
            qFatal("it does not listen: %s", said().constData());
        const auto at = said().indexOf(before) + before.size() + 10;
        return static_cast<quint16>(said().mid(at, said().indexOf('\n', at) - at).toUInt());
    }
};

/// Sends octets and closes.
void send(quint16 port, const QByteArray& octets) {
    const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    qsizetype done = 0;
    while (done < octets.size()) {
        const ssize_t sent =
            ::send(socket.get(), octets.data() + done, static_cast<size_t>(octets.size() - done), MSG_NOSIGNAL);
        if (sent <= 0)
            return; // the server has closed the connection
        done += sent;
    }
}

QByteArray ping() {
    QFile file(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");
    if (!file.open(QFile::ReadOnly))
        qFatal("no capture");
    return file.readAll();
}

} // namespace

/// Captures over TCP in both directions, with Wireshark's programs at the other end.
class ListenTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString file_ = folder_.filePath("received.pcapng");

    [[nodiscard]] QByteArray recorded() const {
        return run("tshark", {"-n", "-r", file_, "-T", "fields", "-e", "frame.len"}).out;
    }

private slots:
    void capturesSentByProgramsAreRecorded() {
        Listening listening({"0", "-w", file_, "-a", "packets:4"});
        const auto port = listening.port("Capturing on listen:");
        send(port, ping());
        send(port, ping());
        QCOMPARE(listening.end(), 0);
        QCOMPARE(recorded(), QByteArray("98\n98\n98\n98\n"));
        // The second stream uses the interface of the first.
        QCOMPARE(run("capinfos", {"-TmI", file_}).status, 0);
    }

    void eachLinkTypeOfAPipeIsKept() {
        const auto copied =
            run("bash", {"-c", QString("'%1' capture '%2/tests/captures/link-frame-relay.pcap' -w - > '%3'")
                                   .arg(Listening::cli, TAPSCOPE_SOURCE_DIR, file_)});
        QVERIFY2(copied.status == 0, copied.err);
        const QStringList words{"-n", "-T", "fields", "-e", "frame.encap_type", "-e", "frame.len", "-r"};
        QCOMPARE(run("tshark", words + QStringList{file_}).out,
                 run("tshark", words + QStringList{TAPSCOPE_SOURCE_DIR "/tests/captures/link-frame-relay.pcap"}).out);
    }

    void invalidCapturesDoNoHarm_data() {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("a block of four gigabytes")
            << ping() + QByteArray::fromHex("06000000fcffffff") + QByteArray(100'000, '\0');
        QTest::newRow("cut short") << ping().chopped(7);
        QTest::newRow("nothing") << QByteArray();
    }
    void invalidCapturesDoNoHarm() {
        QFETCH(const QByteArray, octets);
        Listening listening({"0", "-w", file_});
        const auto port = listening.port("Capturing on listen:");
        send(port, octets);
        send(port, ping());
        QTRY_VERIFY(recorded().endsWith("98\n98\n"));
        listening.signal(SIGINT);
        QCOMPARE(listening.end(), 0);
    }

    void anotherProgramsAddressIsNotTaken() {
        Listening first({"0", "-w", file_});
        const auto port = first.port("Capturing on listen:");
        Listening second({QString::number(port)});
        QCOMPARE(second.end(), 1);
        QVERIFY2(second.said().contains("another program has this address"), second.said());
    }

    void framesAreSentToWhoeverConnects() {
        QCOMPARE(run("ip", {"tuntap", "add", "one0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("one0"));
        Listening listening({"0", "one0"});
        const auto port = listening.port("Listening at ");
        RunningProgram tshark("tshark", {"-n", "-i", QString("TCP@127.0.0.1:%1").arg(port), "-c", "2", "-T", "fields",
                                         "-e", "frame.len", "-e", "frame.interface_name", "-w", file_});
        QVERIFY2(listening.says(" reads"), listening.said());
        const Host host("one0");
        QVERIFY(host.send(frame()) && host.send(frame()));
        QCOMPARE(tshark.finish().status, 0);
        QCOMPARE(recorded(), QByteArray("60\n60\n"));
        QVERIFY2(listening.says(" has disconnected"), listening.said());
        // TapScope at the other end.
        Capture reading({QString("tcp:127.0.0.1:%1").arg(port), "-w", file_, "-c", "1"});
        QVERIFY2(listening.saysAgain(" reads"), listening.said());
        QVERIFY(host.send(frame()));
        QCOMPARE(reading.end(), 0);
        QCOMPARE(recorded(), QByteArray("60\n"));
        listening.signal(SIGINT);
        QCOMPARE(listening.end(), 0);
        QVERIFY2(listening.printed().contains("3 received"), listening.printed());
        run("ip", {"link", "delete", "one0"});
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(ListenTest)
#include "listen_test.moc"
