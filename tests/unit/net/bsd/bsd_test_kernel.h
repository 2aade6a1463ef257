#pragma once

#include "fake_bsd_kernel.h"

#include <net/interface_name.h>

#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(tapscope::bsd::BsdSystem)

namespace tapscope::test {

/// The kernel that core/net uses while this object lives. Its destructor checks that no descriptor or list is left
/// open, and that nothing was done that hangs or breaks a real kernel.
class KernelOfTest {
public:
    explicit KernelOfTest(BsdSystem system);
    ~KernelOfTest();
    KernelOfTest(const KernelOfTest&) = delete;
    KernelOfTest& operator=(const KernelOfTest&) = delete;

    FakeBsdKernel* operator->() { return &kernel_; }
    FakeBsdKernel& operator*() { return kernel_; }

private:
    FakeBsdKernel kernel_;
};

/// Adds a row for each system, with a column "system".
void addSystemRows();

inline InterfaceName named(const std::string& text) {
    return *InterfaceName::parse(text);
}

} // namespace tapscope::test

/// The kernel of this row's system, for a test function.
#define TAPSCOPE_KERNEL_OF_ROW                                                                                         \
    QFETCH(tapscope::bsd::BsdSystem, system);                                                                          \
    tapscope::test::KernelOfTest kernel(system)
