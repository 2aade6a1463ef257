#pragma once

#include <source/source.h>

namespace tapscope {

/// Devices of other machines, captured by a program installed there and transferred through ssh(1), with the user's own
/// ssh configuration: keys, agents, jump hosts.
class SshSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "ssh"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Another machine (ssh)"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "captures on another machine: ssh://USER@HOST/DEVICE";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    /// The remote program filters, so that less is transferred.
    [[nodiscard]] bool filters() const noexcept override { return true; }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
