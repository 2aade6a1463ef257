#pragma once

#include <base/error.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// An interface offered by an extcap program.
struct ExtcapInterface {
    std::filesystem::path program;
    std::string name;  ///< "randpkt"
    std::string title; ///< "Random packet generator"
};

/// The folders of extcap programs, the user's first: $WIRESHARK_EXTCAP_DIR, Wireshark's personal folders, and those of
/// its package.
[[nodiscard]] std::vector<std::filesystem::path> extcapFolders();

/// Runs the programs in these folders and returns the interfaces they offer. A program that fails is left out, as
/// Wireshark does, and so is our own.
[[nodiscard]] std::vector<ExtcapInterface> extcapInterfaces(const std::stop_token& stop);
/// Error: NotFound.
[[nodiscard]] Result<ExtcapInterface> extcapInterface(const std::string& name, const std::stop_token& stop);

} // namespace tapscope
