#include <file/capture_notes.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using namespace std::string_view_literals;

/// The labels of NSS's key log format, up to draft-ietf-tls-keylogfile.
constexpr std::array tlsLabels = {"CLIENT_RANDOM "sv,
                                  "CLIENT_HANDSHAKE_TRAFFIC_SECRET "sv,
                                  "SERVER_HANDSHAKE_TRAFFIC_SECRET "sv,
                                  "CLIENT_TRAFFIC_SECRET_0 "sv,
                                  "SERVER_TRAFFIC_SECRET_0 "sv,
                                  "CLIENT_EARLY_TRAFFIC_SECRET "sv,
                                  "EARLY_EXPORTER_SECRET "sv,
                                  "EXPORTER_SECRET "sv,
                                  "ECH_SECRET "sv,
                                  "ECH_CONFIG "sv,
                                  "PMS_CLIENT_RANDOM "sv,
                                  "RSA "sv};
constexpr std::array wireguardLabels = {"LOCAL_STATIC_PRIVATE_KEY"sv, "REMOTE_STATIC_PUBLIC_KEY"sv,
                                        "LOCAL_EPHEMERAL_PRIVATE_KEY"sv, "PRESHARED_KEY"sv};

} // namespace

std::uint32_t secretsTypeOf(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto start = line.find_first_not_of(" \t\r"sv);
        if (start == std::string_view::npos || line[start] == '#')
            continue;
        const auto begins = [&](std::string_view label) { return line.substr(start).starts_with(label); };
        if (std::ranges::any_of(tlsLabels, begins))
            return DecryptionSecrets::tlsKeyLog;
        return std::ranges::any_of(wireguardLabels, begins) ? DecryptionSecrets::wireguardKeyLog : 0;
    }
    return 0;
}

} // namespace tapscope
