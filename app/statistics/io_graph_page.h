#pragma once

#include "series_choice.h"

#include <stats/statistic_kinds.h>
#include <stats/statistics_count.h>

#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace tapscope {

class IoGraph;
class SeriesTable;
class Theme;

/// The I/O graph with its series: each with a name, a field filter, the value computed from matching frames, an
/// interval, a moving average and a style. GUI thread.
class IoGraphPage final : public QWidget {
    Q_OBJECT

public:
    explicit IoGraphPage(const Theme& theme, QWidget* parent = nullptr);

    /// The statistics that the series need; series with an invalid filter or field are left out, with the reason in
    /// their row.
    [[nodiscard]] std::vector<ChosenStatistic> statistics(const StatisticKinds& kinds, const DecoderRegistry& registry);
    /// Makes the series of the graph from the results of these statistics, in their order. It may be called on any
    /// thread, because a series has up to a million values.
    using SeriesMaker = std::function<std::vector<GraphSeries>(std::vector<StatisticResult>)>;
    [[nodiscard]] SeriesMaker seriesMaker() const;
    void show(std::vector<GraphSeries> series);

signals:
    /// The series need other statistics.
    void changed();
    /// The series of the same results have to be made again.
    void restyled();
    void filterAsked(const QString& filter);

private:
    void updateRange();
    void savePicture();
    void saveValues();
    void copyValues();

    IoGraph* graph_;
    QComboBox* intervals_;
    SeriesTable* table_;
    QLabel* range_;
    QPushButton *filter_, *zoomTo_;
    std::vector<int> rows_; ///< of the requested statistics
};

} // namespace tapscope
