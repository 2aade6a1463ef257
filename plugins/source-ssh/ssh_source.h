#pragma once

#include <source/source.h>

namespace tapscope {

/// Devices of other machines, captured there by what is installed there, and sent through ssh(1) with all that the
/// user's own configuration of it says: keys, agents, jumps.
class SshSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "ssh"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Another machine (ssh)"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "captures on another machine: ssh://USER@HOST/DEVICE";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    /// The far program filters: less has to be sent.
    [[nodiscard]] bool filters() const noexcept override { return true; }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
