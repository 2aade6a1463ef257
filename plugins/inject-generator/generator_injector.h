#pragma once

#include <inject/injector.h>

namespace tapscope {

class GeneratorFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "generator"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Traffic generator"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "generates a mix of traffic at a rate"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override;
};

} // namespace tapscope
