#pragma once

#include <base/error.h>
#include <net/interface_name.h>

#include <sys/types.h>

#include <optional>

namespace tapscope {

/// Two interfaces that are one cable, veth(4): what is sent into one end is received by the other. Each end is listed,
/// configured and moved by itself; destroying one destroys both.
struct VethPair {
    InterfaceName name, peer;
};

/// Makes a pair, both ends switched off and in this namespace. With an owner, both ends say whose they are
/// (DeviceInfo::owner). NameTaken says which name is. Needs CAP_NET_ADMIN.
[[nodiscard]] Result<VethPair> createVethPair(const InterfaceName& name, const InterfaceName& peer,
                                              std::optional<uid_t> owner = {});
/// The first free pair of names: "veth0" and "veth1", "veth2" and "veth3", …
[[nodiscard]] Result<VethPair> createUniqueVethPair(std::optional<uid_t> owner = {});

} // namespace tapscope
