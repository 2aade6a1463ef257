#pragma once

#include <source/source.h>

namespace tapscope {

/// pcap-over-IP: connects to a program that serves a pcap or pcapng stream, like Wireshark's TCP@.
class ConnectSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "tcp"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Capture over TCP"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "connects to a program that sends a capture (pcap-over-IP): tcp:ADDRESS:PORT";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

/// The other direction: programs connect to us and send their streams.
class ListenSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "listen"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Captures sent over TCP"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "waits for programs that connect and send captures: listen:PORT, listen:ADDRESS:PORT";
    }
    [[nodiscard]] std::span<const std::string_view> roles() const noexcept override;
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
