'use strict';
/* One series over time: every run with its interval, levels, changes, gaps, other machines. */
(() => {
  const box = document.getElementById('trend');
  const percent = (ratio, digits = 1) =>
    ((ratio > 0 ? '+' : '') + (100 * ratio).toFixed(digits)).replace('-', '\u2212') + '\u202f%';
  const day = at => new Date(at).toISOString().slice(0, 10);
  const palette = () => {
    const probe = document.body.appendChild(document.createElement('span'));
    const names = ['paper', 'ink', 'soft', 'rule', 'strong-rule', 'band', 'base', 'cand', 'improved', 'regressed', 'none'];
    const colours = Object.fromEntries(names.map(name => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return colours;
  };

  /* A night without a run is a gap: the line lifts there. */
  const gaps = points => {
    const between = points.slice(1).map((point, i) => point[0] - points[i][0]).sort((a, b) => a - b);
    const usual = between.length ? between[Math.floor(between.length / 2)] : 0;
    return points.flatMap((point, i) =>
      i > 0 && point[0] - points[i - 1][0] > 1.8 * usual ? [[(point[0] + points[i - 1][0]) / 2, null], point] : [point]);
  };

  const options = (series, days, c) => {
    const last = series.points.at(-1)[0];
    const from = days ? last - days * 86400e3 : -Infinity;
    const points = series.points.filter(point => point[0] >= from);
    const few = points.length <= 120;
    const line = points.map(([at, effect]) => [at, effect]);
    const levels = series.levels.flatMap(([first, behind, level]) => {
      const start = series.points[first][0];
      const end = series.points[behind - 1][0];
      return end < from ? [] : [[Math.max(start, points[0][0]), level], [end, level], [end + 1, null]];
    });
    const others = series.elsewhere.map(other => ({
      ...other, points: other.points.filter(point => point[0] >= from),
    })).filter(other => other.points.length);
    const ownFirst = series.points[0][0];
    /* Its words stay on the chart, also beside an edge, and off others' where it is narrow. */
    const accepted = document.body.clientWidth < 600 ? ' \u2713' : ' \u2713 accepted';
    const side = at => {
      const share = (at - points[0][0]) / (last - points[0][0] || 1);
      return share > 0.85 ? 'right' : share < 0.05 ? 'left' : 'center';
    };
    const changes = series.findings.filter(finding => series.points[finding.point][0] >= from).map(finding => ({
      xAxis: series.points[finding.point][0],
      lineStyle: { color: finding.change > 0 ? c.regressed : c.improved, type: finding.kind === 'drift' ? 'dotted' : 'dashed', width: 1.5 },
      label: {
        formatter: `${finding.change > 0 ? '\u25b2' : '\u25bc'} ${percent(finding.change)}${finding.accepted ? accepted : ''}`,
        color: finding.change > 0 ? c.regressed : c.improved, fontWeight: 600, fontSize: 12, position: 'end', align: side(series.points[finding.point][0]),
      },
    }));
    const machines = others.flatMap(other => {
      const before = other.points.at(-1)[0] < ownFirst;
      const after = other.points[0][0] > last;
      const at = before ? ownFirst : other.points[0][0];
      return before || after ? [{
        xAxis: at, lineStyle: { color: c.none, type: 'solid', width: 1.5 },
        label: { formatter: 'machine changed', color: c.none, fontSize: 12, position: 'insideEndTop', rotate: 0, align: before ? 'left' : 'right' },
      }] : [];
    });
    /* From the day on which it was accepted to the last on which that counts. */
    const acks = series.acks.map(ack => {
      const until = new Date(ack.until).getTime() + 86400e3;
      const given = Math.max(new Date(ack.at).getTime(), points[0][0]);
      return [
        {
          xAxis: Math.min(given, last), itemStyle: { color: c.band },
          label: { formatter: `accepted by ${ack.by}`, color: c.soft, fontSize: 12, position: 'insideBottomRight' },
        },
        { xAxis: Math.min(until, last) },
      ];
    }).filter(([start, end]) => end.xAxis > start.xAxis && end.xAxis >= points[0][0]);
    const ends = points.flatMap(point => [point[2], point[3], point[1]]).concat(others.flatMap(other => other.points.map(point => point[1])))
      .filter(value => value < 20).sort((a, b) => a - b);
    const at = share => ends[Math.min(ends.length - 1, Math.floor(share * ends.length))];
    /* The widest of intervals do not squeeze the rest. */
    const effects = points.map(point => point[1]);
    const least = Math.min(...effects, at(0.02));
    const most = Math.max(...effects, at(0.98));
    const air = Math.max(0.05 * (most - least), 0.001);
    const digits = most - least < 0.02 ? 2 : most - least < 0.2 ? 1 : 0;
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.soft },
      grid: { left: 64, right: 18, top: 34, bottom: 30 },
      tooltip: {
        trigger: 'axis', backgroundColor: c.paper, borderColor: c['strong-rule'], borderWidth: 1, padding: [6, 10],
        textStyle: { color: c.ink, fontSize: 12.5 }, confine: true, axisPointer: { lineStyle: { color: c['strong-rule'] } },
        renderMode: 'richText',
        formatter: hits => {
          const hit = hits.find(each => each.seriesName === 'effect');
          const point = hit && points.find(each => each[0] === hit.value[0]);
          return point ? `${day(point[0])}  ${point[5]}\n${percent(point[1], 2)}   ${percent(point[2], 2)} to ${percent(point[3], 2)}\n${point[4]}${point[6] ? ` after ${point[6]} pair${point[6] === 1 ? '' : 's'}` : ''}` : '';
        },
      },
      xAxis: {
        type: 'time', axisLine: { lineStyle: { color: c['strong-rule'] } }, axisTick: { lineStyle: { color: c['strong-rule'] } },
        axisLabel: { color: c.soft, fontSize: 12, hideOverlap: true }, splitLine: { show: false },
      },
      yAxis: {
        type: 'value', min: least - air, max: most + air, splitNumber: 5, splitLine: { lineStyle: { color: c.rule } },
        axisLabel: { color: c.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false, formatter: value => percent(value, digits) },
      },
      series: [
        {
          name: 'interval', type: 'custom', z: 1, silent: true, clip: true, data: points.map(([when, , low, high]) => [when, low, high]),
          encode: { x: 0, y: [1, 2] }, tooltip: { show: false },
          renderItem: (params, api) => {
            const [x, low] = api.coord([api.value(0), api.value(1)]);
            const high = api.coord([api.value(0), api.value(2)])[1];
            return { type: 'line', shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: c.base, lineWidth: few ? 2 : 1, opacity: few ? 0.45 : 0.28 } };
          },
        },
        ...others.map(other => ({
          name: other.machine, type: 'line', data: gaps(other.points), showSymbol: false, silent: true, z: 1, connectNulls: false,
          lineStyle: { color: c.none, width: 1, opacity: 0.5 }, tooltip: { show: false },
        })),
        {
          name: 'effect', type: 'line', data: gaps(line), z: 3, connectNulls: false, symbol: 'circle', symbolSize: few ? 5 : 3,
          showSymbol: few, showAllSymbol: few, lineStyle: { color: c.base, width: 1.1 }, itemStyle: { color: c.base }, emphasis: { disabled: true },
          markArea: { silent: true, data: acks },
          markLine: {
            silent: true, symbol: 'none', precision: 12,
            data: [{ yAxis: 0, lineStyle: { color: c['strong-rule'], type: 'solid' }, label: { show: false } }, ...changes, ...machines],
          },
        },
        {
          name: 'level', type: 'line', data: levels, showSymbol: false, silent: true, z: 4, connectNulls: false,
          lineStyle: { color: c.cand, width: 3, cap: 'round' }, tooltip: { show: false },
        },
      ],
    };
  };

  const library = () => new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = box.dataset.library;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const draw = async () => {
    const [answer] = await Promise.all([fetch(box.dataset.series), library()]);
    const series = await answer.json();
    const days = Number(box.dataset.days);
    const chart = echarts.init(box, null, { renderer: 'canvas' });
    const paint = () => chart.setOption(options(series, days, palette()), true);
    paint();
    document.addEventListener('dyno-theme', paint);
    new ResizeObserver(() => chart.resize()).observe(box);
    box.dataset.drawn = String(series.points.length);
  };
  draw().catch(() => { box.textContent = 'The chart cannot be drawn; the table below has the numbers.'; });
})();
