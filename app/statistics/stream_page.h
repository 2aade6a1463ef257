#pragma once

#include <stats/statistic_kinds.h>

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace tapscope {

class PlotView;
class Theme;

/// The graphs of a TCP connection, one at a time, for either direction. GUI thread.
class StreamPage final : public QWidget {
    Q_OBJECT

public:
    explicit StreamPage(const Theme& theme, QWidget* parent = nullptr);

    /// Sets the connection by its tcp.stream.
    void setStream(quint64 stream);
    /// The statistics to count for it.
    [[nodiscard]] std::vector<ChosenStatistic> statistics(const StatisticKinds& kinds, const DecoderRegistry& registry);
    /// Shows the results.
    void show(std::vector<StatisticResult> results);

signals:
    /// The user chose another connection.
    void changed();
    void filterAsked(const QString& filter);
    void frameAsked(quint64 frame);

private:
    void showPlot();
    void savePlot();

    QSpinBox* stream_;
    QComboBox* graphs_;
    QPushButton *turn_, *filter_;
    QLabel* direction_;
    PlotView* view_;
    std::vector<StatisticPlot> plots_; ///< all graphs of one direction, then of the other
    bool isTurned_ = false;
};

} // namespace tapscope
