#pragma once

#include <base/error.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// An interface that an extcap program has.
struct ExtcapInterface {
    std::filesystem::path program;
    std::string name;  ///< "randpkt"
    std::string title; ///< "Random packet generator"
};

/// The folders where extcap programs are, those of the user first: $WIRESHARK_EXTCAP_DIR, Wireshark's personal folders,
/// and those of its package.
[[nodiscard]] std::vector<std::filesystem::path> extcapFolders();

/// What the programs in them offer; each is run. A program that fails is left out, as Wireshark does, and so is our
/// own.
[[nodiscard]] std::vector<ExtcapInterface> extcapInterfaces(const std::stop_token& stop);
/// NotFound.
[[nodiscard]] Result<ExtcapInterface> extcapInterface(const std::string& name, const std::stop_token& stop);

} // namespace tapscope
