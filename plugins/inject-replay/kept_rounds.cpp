#include "kept_rounds.h"

#include <algorithm>
#include <utility>

namespace tapscope {

KeptRounds::KeptRounds(std::vector<std::shared_ptr<ReplayBatch>> batches, std::chrono::nanoseconds length,
                       std::uint64_t rounds, std::shared_ptr<InjectionLog> log)
    : batches_(std::move(batches)), length_(length), rounds_(rounds), log_(std::move(log)), leftOut_(log_->leftOut()) {}

bool KeptRounds::next(ReplayTurn& turn) {
    if (!hasMore())
        return false;
    if (at_ == 0)
        beginRound();
    turn = {batches_[at_], later_};
    if (++at_ == batches_.size()) {
        at_ = 0;
        ++round_;
    }
    return true;
}

void KeptRounds::beginRound() {
    later_ = std::min(later_ + length_, ReplayPlan::latest);
    for (const auto& [reason, frames] : leftOut_)
        log_->leftOut(reason, frames);
}

} // namespace tapscope
