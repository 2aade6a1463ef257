#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <string>
#include <string_view>

namespace tapscope {

/// Returns the id of a user by name or number, from the system's user database. Error: NotFound.
[[nodiscard]] Result<uid_t> userId(std::string_view nameOrNumber);

/// Returns the id of a group by name or number, from the system's group database. Error: NotFound.
[[nodiscard]] Result<gid_t> groupId(std::string_view nameOrNumber);

/// Returns the name of a user, or the number if there is no name.
[[nodiscard]] std::string userName(uid_t id);
/// Returns the name of a group, or the number if there is no name.
[[nodiscard]] std::string groupName(gid_t id);

} // namespace tapscope
