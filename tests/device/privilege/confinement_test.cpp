#include <QFile>
#include <QTest>

#include <confinement.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

using namespace tapscope;

namespace {

/// How a child ends that confines itself and then calls `attempt`: "exited 0", or the signal that ended it.
QString endOf(void (*attempt)()) {
    const pid_t child = fork();
    if (child == 0) {
        if (!forbidOtherSystemCalls())
            _exit(99);
        attempt();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? QStringLiteral("signal %1").arg(WTERMSIG(status))
                               : QStringLiteral("exited %1").arg(WEXITSTATUS(status));
}

} // namespace

using Attempt = void (*)();
Q_DECLARE_METATYPE(Attempt)

/// The filter of system calls under which tapscope-helper serves.
class ConfinementTest : public QObject {
    Q_OBJECT

private slots:
    void forbiddenSystemCallsEndTheProgram_data() {
        QTest::addColumn<Attempt>("attempt");
        const auto row = [](const char* what, Attempt attempt) { QTest::newRow(what) << attempt; };
        row("start a program", [] { execl("/bin/true", "true", nullptr); });
        row("make a process", [] { static_cast<void>(fork()); });
        row("trace a process", [] { ptrace(PTRACE_ATTACH, 0, nullptr, nullptr); });
        row("talk over IPv6", [] { socket(AF_INET6, SOCK_STREAM, 0); });
        row("connect", [] { ::connect(0, nullptr, 0); });
        row("another ioctl", [] { ioctl(0, TIOCSTI, "x"); });
        row("memory that is code",
            [] { mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); });
        row("become somebody", [] { static_cast<void>(setuid(1)); });
        row("remove a file", [] { unlink("/nowhere"); });
        row("end another", [] { kill(0, 0); });
    }
    void forbiddenSystemCallsEndTheProgram() {
        QFETCH(Attempt, attempt);
        QCOMPARE(endOf(attempt), QStringLiteral("signal %1").arg(SIGSYS));
    }

    void aDescriptorOfAnotherProgramIsRefused() {
        QCOMPARE(endOf([] {
                     if (syscall(SYS_pidfd_open, 1, 0) != -1 || errno != EPERM)
                         _exit(1);
                     if (syscall(SYS_pidfd_getfd, 0, 0, 0) != -1 || errno != EPERM)
                         _exit(2);
                     if (ioctl(0, TUNGETDEVNETNS) != -1 || errno != EPERM)
                         _exit(3);
                 }),
                 QString("exited 0"));
    }

    void letsServingBe() {
        QCOMPARE(endOf([] {
                     const int fd = socket(AF_PACKET, SOCK_RAW, 0);
                     close(fd);
                     close(socket(AF_NETLINK, SOCK_RAW, 0));
                     static_cast<void>(mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
                 }),
                 QString("exited 0"));
    }
};

QTEST_GUILESS_MAIN(ConfinementTest)
#include "confinement_test.moc"
