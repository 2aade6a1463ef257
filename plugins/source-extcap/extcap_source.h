#pragma once

#include <source/source.h>

namespace tapscope {

/// The external capture programs (extcap) of Wireshark and others: random packets, UDP listeners, other machines, …
class ExtcapSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "extcap"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "External capture program"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "runs an external capture program of Wireshark: extcap:INTERFACE";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>& devices,
                                                       const std::stop_token& stop) const override;
    [[nodiscard]] Result<SettingsSchema> schemaOf(const std::string& name, const std::stop_token& stop) const override;
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
