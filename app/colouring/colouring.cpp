#include "colouring.h"

#include "../text/plain_text.h"

#include <QCoreApplication>

namespace tapscope {

Colouring::Colouring(const ColouringRules& rules, const DecoderRegistry& registry) {
    for (const ColouringRule& rule : rules) {
        if (!rule.isEnabled)
            continue;
        auto filter = FieldFilter::compile(rule.filter.toStdString(), registry);
        if (!filter) {
            problems_ << QCoreApplication::translate("tapscope::Colouring", "Colouring rule \"%1\": %2")
                             .arg(rule.name, plainText(filter.error().message));
            continue;
        }
        fields_.insert(fields_.end(), filter->fields().begin(), filter->fields().end());
        rules_.push_back(rule);
        filters_.push_back(std::move(*filter));
    }
}

int Colouring::match(const Dissection& dissection, FilterScratch& scratch) const {
    for (std::size_t i = 0; i < filters_.size(); ++i) {
        if (filters_[i].matches(dissection, scratch))
            return static_cast<int>(i);
    }
    return none;
}

} // namespace tapscope
