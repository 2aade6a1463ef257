// Functions without a counterpart on the BSDs, or with a different one.

#include <net/bsd/device_errors.h>
#include <net/interface.h>
#include <net/network_namespace.h>
#include <net/veth_pair.h>

namespace tapscope {
namespace {

std::unexpected<Error> noNamespaces(std::string_view name) {
    return failure(ErrorKind::Unsupported, "open", "the namespace \"" + std::string(name) + "\"",
                   "this system has no network namespaces");
}

} // namespace

Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace&) {
    return bsd::unsupported(bsd::thisKernel(), "move", name, "network namespaces");
}

Result<VethPair> createVethPair(const InterfaceName& name, const InterfaceName&, std::optional<uid_t>) {
    return bsd::unsupported(bsd::thisKernel(), "create", name, "vETH pairs",
                            "epair(4) on FreeBSD and pair(4) on OpenBSD are alike; ifconfig(8) makes them");
}

Result<VethPair> createUniqueVethPair(std::optional<uid_t>) {
    return createVethPair(*InterfaceName::parse("veth0"), *InterfaceName::parse("veth1"));
}

Result<NetworkNamespace> NetworkNamespace::named(std::string_view name) {
    return noNamespaces(name);
}

Result<NetworkNamespace> NetworkNamespace::ofProcess(pid_t pid) {
    return noNamespaces(std::to_string(pid));
}

Result<NetworkNamespace> NetworkNamespace::find(std::string_view nameOrPid) {
    return noNamespaces(nameOrPid);
}

std::vector<std::string> NetworkNamespace::names() {
    return {};
}

} // namespace tapscope
