#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// The kernel keeps no owner for a vETH. One that was created for a user has the user's id in its alias (IFLA_IFALIAS,
/// "alias" in `ip link`), which can be set only by those who may configure the device: "tapscope: user 1000".
[[nodiscard]] std::string vethOwnerAlias(uid_t owner);
/// Nothing for any other alias.
[[nodiscard]] std::optional<uid_t> vethOwnerIn(std::string_view alias);

} // namespace tapscope
