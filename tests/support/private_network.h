#pragma once

namespace tapscope::test {

/// Puts the calling process into a network namespace of its own, with loopback up, which ends with the process.
/// Call it first thing in main(), while there is one thread. Works as root, and as an ordinary user through a user
/// namespace. A machine that allows neither fails the test program: a device test that cannot run must not pass.
void enterPrivateNetwork();

/// Gives the calling thread, and the programs that it starts, a mount namespace with an empty /run: what `ip netns`
/// names there is seen by nobody else and ends with the process. Call it after enterPrivateNetwork().
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
