#pragma once

namespace tapscope::test {

/// Moves the calling process to a network namespace of its own, with loopback up, which ends with the process. Call it
/// first in main(), while there is only one thread. Works as root, and as an ordinary user through a user namespace. On
/// a machine that allows neither, the test program fails: a device test that cannot run must not pass.
void enterPrivateNetwork();

/// Gives the calling thread, and the programs that it starts, a mount namespace with an empty /run: names created there
/// by `ip netns` are invisible to other processes and disappear with the process. Call it after enterPrivateNetwork().
void enterPrivateNamespaceNames();

} // namespace tapscope::test

/// main() of a Qt Test program whose class runs in a private network namespace, without a GUI.
#define TAPSCOPE_NETWORK_TEST_MAIN(TestClass)                                                                          \
    int main(int argc, char** argv) {                                                                                  \
        tapscope::test::enterPrivateNetwork();                                                                         \
        QCoreApplication application(argc, argv);                                                                      \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
