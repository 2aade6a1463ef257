#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <string>
#include <string_view>

namespace tapscope {

/// The id of a user by name or number, from the system's user database. NotFound.
[[nodiscard]] Result<uid_t> userId(std::string_view nameOrNumber);

/// The id of a group by name or number, from the system's group database. NotFound.
[[nodiscard]] Result<gid_t> groupId(std::string_view nameOrNumber);

/// The name of a user, or the number where it has none.
[[nodiscard]] std::string userName(uid_t id);

} // namespace tapscope
