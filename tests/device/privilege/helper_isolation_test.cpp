#include "hostile_session.h"

#include <privilege/helper_connection.h>
#include <support/commands.h>

#include <QCoreApplication>
#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

/// The process of the helper: what reaches it from the user who starts it, and whom it serves.
class HelperIsolationTest : public QObject, private HostileSession {
    Q_OBJECT

    std::pair<MessageSocket, MessageSocket> pairOfRoots_;

    bool ran(const std::string& program, const QStringList& words) {
        const QString proof = QString::fromStdString(scene_.folder) + "/proof";
        QFile::remove(proof);
        const auto result = run(QString::fromStdString(program), words + QStringList{"touch", proof});
        return QFile::exists(proof) || result.status == 0;
    }

public:
    /// `pairOfRoots`: a pair of sockets that root created.
    HelperIsolationTest(UserScene scene, std::pair<MessageSocket, MessageSocket> pairOfRoots)
        : HostileSession(std::move(scene)), pairOfRoots_(std::move(pairOfRoots)) {}

private slots:
    void init() { begin(); }
    void cleanup() { client_.reset(); }

    void aClientThatNeverListensIsLeftWhenItGoes() {
        MessageSocket socket{UniqueFd(dup(client_->fd()))};
        const auto request = encode(Request(OpenDevice{named("none0")}));
        const auto isFull = [&] {
            int taken = 0;
            while (send(socket.fd(), request.data(), request.size(), MSG_DONTWAIT) > 0)
                ++taken;
            return taken == 0 && errno == EAGAIN;
        };
        QTRY_VERIFY(isFull()); // the helper waits for room for its answers, and then takes no more
        socket = MessageSocket{UniqueFd()};
        QVERIFY(client_->leave());
    }

    void nothingWithRightsRunsAProgram_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        const QString self = QString::number(getpid());
        const auto helper = QString::fromStdString(scene_.rightsHelper);
        const auto sandbox = QString::fromStdString(scene_.folder) + "/sandbox-with-rights";
        QTest::newRow("the helper") << helper << QStringList{"--run-in", self};
        QTest::newRow("the helper, with its word first") << helper << QStringList{"--own-devices", "--run-in", self};
        QTest::newRow("a sandbox that was given rights") << sandbox << QStringList{"--run-in", self};
        QTest::newRow("a sandbox that is set-user-id root")
            << QString::fromStdString(scene_.folder) + "/sandbox-of-root" << QStringList{"--run-in", self};
        QTest::newRow("a helper that is set-user-id root")
            << QString::fromStdString(scene_.folder) + "/helper-of-root" << QStringList{"--run-in", self};
    }
    void nothingWithRightsRunsAProgram() {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QVERIFY(!ran(program.toStdString(), words));
    }

    void aHelperWithItsOwnRightsServesOwnDevicesOnly_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("word");
        for (const QString program : {"tapscope-helper-with-rights", "helper-of-root"}) {
            for (const QString word : {"--watch", "--others-devices"})
                QTest::addRow("%s %s", qPrintable(program), qPrintable(word)) << program << word;
        }
    }
    void aHelperWithItsOwnRightsServesOwnDevicesOnly() {
        QFETCH(QString, program);
        QFETCH(QString, word);
        const auto refused = HelperConnection::start({scene_.folder + '/' + program.toStdString(), word.toStdString()});
        QVERIFY(!refused);
        const auto text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("polkit did not start it"), qPrintable(text));
    }

    void theClientIsWhoStartedIt() {
        // A socket that belongs to root according to the kernel does not make its holder root.
        HostileClient client(scene_.rightsHelper, std::move(pairOfRoots_));
        const QString answer = client.ask(Hello{});
        QVERIFY2(answer.contains("its client is not the user who started it"), qPrintable(answer));
    }

    void descriptorsOfTheClientStayOut() {
        MessageSocket socket{UniqueFd(dup(client_->fd()))};
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const UniqueFd reader(ends[0]);
        {
            std::vector<UniqueFd> gifts;
            for (int i = 0; i < 100; ++i)
                gifts.emplace_back(dup(ends[1]));
            close(ends[1]);
            QVERIFY(socket.send(encode(Request(OpenDevice{named("none0")})), gifts));
        }
        QVERIFY(client_->answer().contains("there is no such device"));
        // The other end of the pipe is closed, and the helper still serves.
        std::byte octet{};
        QCOMPARE(read(reader.get(), &octet, 1), 0);
        QVERIFY(client_->ask(OpenDevice{named("none0")}).contains("there is no such device"));
    }

    void nobodyReachesIntoTheHelper() {
        const pid_t helper = client_->process();
        const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, helper, 0)));
        QVERIFY(process);
        for (int fd = 0; fd < 16; ++fd)
            QVERIFY(syscall(SYS_pidfd_getfd, process.get(), fd, 0) == -1 && errno == EPERM);
        for (const char* file : {"mem", "environ", "maps", "fd/0", "auxv"}) {
            const auto path = "/proc/" + std::to_string(helper) + "/" + file;
            QVERIFY2(open(path.c_str(), O_RDONLY | O_CLOEXEC) == -1 && errno == EACCES, path.c_str());
        }
        QVERIFY(ptrace(PTRACE_ATTACH, helper, nullptr, nullptr) == -1 && errno == EPERM);
        QCOMPARE(client_->ask(OpenDevice{named("none0")}).contains("there is no such device"), true);
    }

    void surroundingsStayOut_data() {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "GCONV_PATH", "PKEXEC_UID", "closed streams",
              "many descriptors", "a few descriptors", "blocked signals", "a timer"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void surroundingsStayOut() {
        QFETCH(const QString, what);
        const auto before = ip({"link", "show"}).size();
        const auto change = [what] {
            if (what == "closed streams") {
                close(STDOUT_FILENO);
                close(STDERR_FILENO);
            } else if (what == "many descriptors") {
                for (int i = 0; i < 900; ++i)
                    static_cast<void>(dup(STDIN_FILENO));
            } else if (what == "a few descriptors") {
                const rlimit few{.rlim_cur = 12, .rlim_max = 12};
                setrlimit(RLIMIT_NOFILE, &few);
            } else if (what == "blocked signals") {
                sigset_t all;
                sigfillset(&all);
                sigprocmask(SIG_BLOCK, &all, nullptr);
            } else if (what == "a timer") {
                alarm(1000);
            }
        };
        const bool isVariable = what.contains('_');
        const auto value =
            what == "PKEXEC_UID" ? QByteArray("0") : QByteArray::fromStdString(scene_.folder + "/foreign.so");
        HostileClient client(scene_.rightsHelper, *MessageSocket::pair(), change,
                             isVariable ? what.toLatin1() + '=' + value : QByteArray());
        QCOMPARE(client.ask(Hello{}), QString("granted"));
        QVERIFY2(!QFile::exists(QString::fromStdString(scene_.folder) + "/loaded"), "a foreign library was loaded");
        QVERIFY(client.ask(OpenDevice{named("other0")}).contains("it belongs to the user with id 4242"));
        QCOMPARE(client.ask(DestroyDevice{named("mine0")}).contains("granted"), true);
        QCOMPARE(client.ask(CreateDevice{named("mine0"), {.persistence = Persistence::Kept}}), QString("granted"));
        QCOMPARE(ip({"link", "show"}).size(), before);
        QVERIFY(client.leave()); // whichever signals were blocked
    }

    void servesOneProcessOnly() {
        // Another process that has obtained our end of the socket.
        const pid_t child = fork();
        if (child == 0) {
            const auto request = encode(Request(OpenDevice{named("mine0")}));
            _exit(send(client_->fd(), request.data(), request.size(), 0) > 0 ? 0 : 1);
        }
        QCOMPARE(waitpid(child, nullptr, 0), child);
        const QString answer = client_->answer();
        QVERIFY2(answer.contains("it serves process") && answer.contains("and no other"), qPrintable(answer));
    }
};

int main(int argc, char** argv) {
    auto pairOfRoots = *MessageSocket::pair();
    auto scene = becomeOrdinaryUser(TunNode::OpenToAll, R"(
        set -e
        ip tuntap add other0 mode tap user 4242; ip tuntap add mine0 mode tap user 64001
        for program in sandbox helper; do
            cp "$SCENE/tapscope-$program" "$SCENE/$program-of-root"; chmod 4755 "$SCENE/$program-of-root"
        done
        cp "$SCENE/tapscope-sandbox" "$SCENE/sandbox-with-rights"
        printf '#include <fcntl.h>\n__attribute__((constructor)) static void loaded() { creat("'"$SCENE"'/loaded", 0600); }\n' |
            cc -shared -fPIC -x c -o "$SCENE/foreign.so" -
        setcap cap_net_admin,cap_net_raw+ep "$SCENE/sandbox-with-rights")");
    QCoreApplication application(argc, argv);
    HelperIsolationTest test(std::move(scene), std::move(pairOfRoots));
    return QTest::qExec(&test, argc, argv);
}

#include "helper_isolation_test.moc"
