#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>

namespace tapscope::cli {

/// Accepts whole numbers from 1 on. CLI11 alone takes -1 for the largest number.
inline CLI::Validator aNumberFromOne() {
    return {[](const std::string& text) {
                std::uint64_t number = 0;
                const char* const end = text.data() + text.size();
                const auto [stopped, error] = std::from_chars(text.data(), end, number);
                return error == std::errc{} && stopped == end && number > 0
                           ? std::string()
                           : "\"" + text + "\" is not a whole number from 1 on";
            },
            ""};
}

} // namespace tapscope::cli
