#pragma once

#include <inject/injector.h>

namespace tapscope {

/// Calls InjectorFactory::create(). If the plugin throws or returns nothing, the result is an Error that names it.
/// Takes as long as the plugin does.
[[nodiscard]] Result<std::unique_ptr<Injector>> createInjector(const InjectorFactory& factory, const Settings& settings,
                                                               const InjectionTarget& target);

} // namespace tapscope
