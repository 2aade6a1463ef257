#include "bsd_test_kernel.h"

#include <net/bsd/system_tables.h>

namespace tapscope {
namespace {

bsd::BsdSystem systemNow = bsd::BsdSystem::FreeBsd;
Syscalls* callsNow = nullptr;

} // namespace

bsd::Kernel bsd::thisKernel() noexcept {
    return {traitsOf(systemNow), *callsNow};
}

namespace test {

KernelOfTest::KernelOfTest(BsdSystem system) : kernel_(system) {
    systemNow = system;
    callsNow = &kernel_;
}

KernelOfTest::~KernelOfTest() {
    if (kernel_.openDescriptors() != 0)
        QTest::qFail("descriptors are left open", __FILE__, __LINE__);
    if (kernel_.openLists() != 0)
        QTest::qFail("a list of interfaces was not freed", __FILE__, __LINE__);
    for (const auto& complaint : kernel_.complaints())
        QTest::qFail(complaint.c_str(), __FILE__, __LINE__);
    callsNow = nullptr;
}

void addSystemRows() {
    QTest::addColumn<BsdSystem>("system");
    for (const auto system : {BsdSystem::FreeBsd, BsdSystem::DragonFly, BsdSystem::NetBsd, BsdSystem::OpenBsd})
        QTest::newRow(bsd::traitsOf(system).name.data()) << system;
}

} // namespace test
} // namespace tapscope
