#pragma once

#include <stats/statistic_kinds.h>
#include <stats/statistics_count.h>

#include <QWidget>

#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace tapscope {

class IoGraph;
class Theme;

/// The I/O graph with its series: each with a field filter, the value computed from matching frames, and a style. GUI
/// thread.
class IoGraphPage final : public QWidget {
    Q_OBJECT

public:
    explicit IoGraphPage(const Theme& theme, QWidget* parent = nullptr);

    /// The statistics that the series need; series with an invalid filter or field are left out, with the reason in
    /// their row.
    [[nodiscard]] std::vector<ChosenStatistic> statistics(const StatisticKinds& kinds, const DecoderRegistry& registry);
    /// Shows the results of these statistics, in their order.
    void show(const std::vector<StatisticResult>& results);

signals:
    /// The series need other statistics.
    void changed();
    void filterAsked(const QString& filter);

private:
    struct Line {
        int row;
        bool isBits;
    };
    void addSeries(bool isOn, const QString& filter, int value, const QString& field, int style);
    [[nodiscard]] QString cell(int row, int column) const;
    [[nodiscard]] int choice(int row, int column) const;
    void tell(int row, const QString& trouble);
    void updateRange();
    void savePicture();
    void saveValues();

    const Theme& theme_;
    IoGraph* graph_;
    QComboBox* intervals_;
    QTableWidget* table_;
    QLabel* range_;
    QPushButton *filter_, *zoomTo_;
    std::vector<Line> lines_; ///< lines of the requested statistics
    std::vector<StatisticResult> results_;
    bool isFilling_ = false;
};

} // namespace tapscope
