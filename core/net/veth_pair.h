#pragma once

#include <base/error.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <optional>

namespace tapscope {

/// Two interfaces that form a cable, veth(4): what is sent into one end is received by the other. Each end is listed,
/// configured and moved separately; destroying one destroys both.
struct VethPair {
    InterfaceName name, peer;
};

/// Creates a pair with both ends down and in this namespace. With an owner, both ends are marked with it
/// (DeviceInfo::owner). Needs CAP_NET_ADMIN. Error: NameTaken names the end.
[[nodiscard]] Result<VethPair> createVethPair(const InterfaceName& name, const InterfaceName& peer,
                                              std::optional<uid_t> owner = {});
/// Creates the first free pair: "veth0" and "veth1", "veth2" and "veth3", …
[[nodiscard]] Result<VethPair> createUniqueVethPair(std::optional<uid_t> owner = {});

} // namespace tapscope
