#pragma once

#include <base/error.h>

#include <objects/object_collector.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tapscope {

/// A file name made from a name that came from the network: one component of at most 200 bytes, in which control
/// characters and < > : " / \ | ? * are %xx. It is never hidden, an option ("-rf"), "." or "..". An object without a
/// name gets "object" and `number`.
[[nodiscard]] std::string objectFileName(std::string_view name, std::size_t number);

/// Writes an object to a new file in an existing folder, under its objectFileName(). If that name is taken, "(1)" and
/// so on is put before the suffix; no file is replaced, and no link is followed. Returns the file's name. Errors:
/// System; NameTaken.
[[nodiscard]] Result<std::string> saveObject(const CapturedObject& object, std::size_t number,
                                             const std::filesystem::path& folder);

} // namespace tapscope
