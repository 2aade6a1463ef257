#include "memory.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace tapscope::test {
namespace {

double median(std::vector<double> samples) {
    if (samples.empty())
        return 0;
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    std::ranges::nth_element(samples, middle);
    return *middle;
}

} // namespace

double memoryOf(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    double size = 0, resident = 0, shared = 0;
    file >> size >> resident >> shared;
    return (resident - shared) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double allocatedMemory() {
    const struct mallinfo2 all = mallinfo2();
    return static_cast<double>(all.uordblks + all.hblkhd) / (1 << 20);
}

double growth(const std::vector<double>& samples) {
    const auto third = static_cast<std::ptrdiff_t>(std::max<std::size_t>(samples.size() / 3, 1));
    if (samples.size() < 2)
        return 0;
    return median({samples.end() - third, samples.end()}) - median({samples.begin(), samples.begin() + third});
}

double slope(const std::vector<double>& samples, double intervalSeconds) {
    const auto count = static_cast<double>(samples.size());
    double x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double minutes = static_cast<double>(i) * intervalSeconds / 60;
        x += minutes;
        y += samples[i];
        xx += minutes * minutes;
        xy += minutes * samples[i];
    }
    const double spread = count * xx - x * x;
    return spread > 0 ? (count * xy - x * y) / spread : 0;
}

} // namespace tapscope::test
