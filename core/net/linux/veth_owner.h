#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// The kernel keeps no owner for a vETH. One that was made for a user has the user's id in its alias (IFLA_IFALIAS,
/// "alias" in `ip link`), which only who may configure the device can set: "tapscope: user 1000".
[[nodiscard]] std::string vethOwnerAlias(uid_t owner);
/// None for any other alias.
[[nodiscard]] std::optional<uid_t> vethOwnerIn(std::string_view alias);

} // namespace tapscope
